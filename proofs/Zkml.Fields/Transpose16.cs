using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zkml.Fields;

/// <summary>A 16 × 16 matrix of words, row-major in sixteen vectors, transposed in place by 64 shuffles.</summary>
internal static unsafe class Transpose16
{
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void InPlace(Vector512<uint>* m)
    {
        for (int i = 0; i < 16; i += 4)
        {
            // Transposes 4 × 4 words inside each 128-bit group: then m[i + r] holds, in group g, word 4g + r of rows i … i+3.
            Vector512<ulong> t0 = Avx512F.UnpackLow(m[i], m[i + 1]).AsUInt64(), t1 = Avx512F.UnpackHigh(m[i], m[i + 1]).AsUInt64();
            Vector512<ulong> t2 = Avx512F.UnpackLow(m[i + 2], m[i + 3]).AsUInt64(), t3 = Avx512F.UnpackHigh(m[i + 2], m[i + 3]).AsUInt64();
            m[i] = Avx512F.UnpackLow(t0, t2).AsUInt32();
            m[i + 1] = Avx512F.UnpackHigh(t0, t2).AsUInt32();
            m[i + 2] = Avx512F.UnpackLow(t1, t3).AsUInt32();
            m[i + 3] = Avx512F.UnpackHigh(t1, t3).AsUInt32();
        }

        for (int r = 0; r < 4; r++)
        {
            // Transposes 4 × 4 groups: 0x44 takes the low two of both, 0xEE the high two, 0x88 the even ones, 0xDD the odd ones.
            Vector512<uint> y0 = Avx512F.Shuffle4x128(m[r], m[4 + r], 0x44), y1 = Avx512F.Shuffle4x128(m[r], m[4 + r], 0xEE);
            Vector512<uint> y2 = Avx512F.Shuffle4x128(m[8 + r], m[12 + r], 0x44), y3 = Avx512F.Shuffle4x128(m[8 + r], m[12 + r], 0xEE);
            m[r] = Avx512F.Shuffle4x128(y0, y2, 0x88);
            m[4 + r] = Avx512F.Shuffle4x128(y0, y2, 0xDD);
            m[8 + r] = Avx512F.Shuffle4x128(y1, y3, 0x88);
            m[12 + r] = Avx512F.Shuffle4x128(y1, y3, 0xDD);
        }
    }
}
