using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zkml.Fields;

/// <summary>
/// The SHA-256 compression function (FIPS 180-4, section 6.2.2) on sixteen independent messages: a state is eight vectors a … h, a
/// block sixteen vectors w0 … w15, lane i of each belongs to message i.
/// </summary>
/// <remarks>
/// 64 rounds of 17 vector instructions and 48 new words of 11, on two ports: 808 cycles at best for the sixteen blocks, measured 849.
/// Only a … h and temporaries live in registers (no spills); the block stays in memory, since loads take no arithmetic port. With the
/// block in sixteen more registers and new words made between the rounds it is 830 cycles, for twice the code.
/// </remarks>
internal static unsafe class Sha256ManyCompression
{
    internal const int StateWords = 8;
    internal const int BlockWords = 16;

    /// <summary>Truth tables of vpternlogd: x ⊕ y ⊕ z, Ch(x, y, z) = x ? y : z, Maj(x, y, z).</summary>
    private const byte Parity = 0x96, Choose = 0xCA, Majority = 0xE8;

    internal static void Initialize(Vector512<uint>* state)
    {
        for (int i = 0; i < StateWords; i++)
        {
            state[i] = Vector512.Create(Sha256Words.InitialState[i]);
        }
    }

    /// <summary>state += rounds(state, block); the block is overwritten.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Compress(Vector512<uint>* state, Vector512<uint>* w)
    {
        Vector512<uint> a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        fixed (uint* constants = Sha256Words.RoundConstants)
        {
            uint* k = constants;
            for (int pass = 0; ; pass++, k += BlockWords)
            {
                Round(a, b, c, ref d, e, f, g, ref h, w[0] + Vector512.Create(k[0]));
                Round(h, a, b, ref c, d, e, f, ref g, w[1] + Vector512.Create(k[1]));
                Round(g, h, a, ref b, c, d, e, ref f, w[2] + Vector512.Create(k[2]));
                Round(f, g, h, ref a, b, c, d, ref e, w[3] + Vector512.Create(k[3]));
                Round(e, f, g, ref h, a, b, c, ref d, w[4] + Vector512.Create(k[4]));
                Round(d, e, f, ref g, h, a, b, ref c, w[5] + Vector512.Create(k[5]));
                Round(c, d, e, ref f, g, h, a, ref b, w[6] + Vector512.Create(k[6]));
                Round(b, c, d, ref e, f, g, h, ref a, w[7] + Vector512.Create(k[7]));
                Round(a, b, c, ref d, e, f, g, ref h, w[8] + Vector512.Create(k[8]));
                Round(h, a, b, ref c, d, e, f, ref g, w[9] + Vector512.Create(k[9]));
                Round(g, h, a, ref b, c, d, e, ref f, w[10] + Vector512.Create(k[10]));
                Round(f, g, h, ref a, b, c, d, ref e, w[11] + Vector512.Create(k[11]));
                Round(e, f, g, ref h, a, b, c, ref d, w[12] + Vector512.Create(k[12]));
                Round(d, e, f, ref g, h, a, b, ref c, w[13] + Vector512.Create(k[13]));
                Round(c, d, e, ref f, g, h, a, ref b, w[14] + Vector512.Create(k[14]));
                Round(b, c, d, ref e, f, g, h, ref a, w[15] + Vector512.Create(k[15]));
                if (pass == 3)
                {
                    break;
                }

                for (int t = 0; t < BlockWords; t++)
                {
                    w[t] += SmallSigma0(w[(t + 1) & 15]) + w[(t + 9) & 15] + SmallSigma1(w[(t + 14) & 15]);
                }
            }
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    /// <summary>One round; instead of moving the eight words along, the caller rotates their names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, ref Vector512<uint> d,
        Vector512<uint> e, Vector512<uint> f, Vector512<uint> g, ref Vector512<uint> h, Vector512<uint> wordAndConstant)
    {
        Vector512<uint> t1 = h + wordAndConstant + BigSigma1(e) + Avx512F.TernaryLogic(e, f, g, Choose);
        d += t1;
        h = t1 + BigSigma0(a) + Avx512F.TernaryLogic(a, b, c, Majority);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> BigSigma0(Vector512<uint> x) =>
        Avx512F.TernaryLogic(Avx512F.RotateRight(x, 2), Avx512F.RotateRight(x, 13), Avx512F.RotateRight(x, 22), Parity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> BigSigma1(Vector512<uint> x) =>
        Avx512F.TernaryLogic(Avx512F.RotateRight(x, 6), Avx512F.RotateRight(x, 11), Avx512F.RotateRight(x, 25), Parity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> SmallSigma0(Vector512<uint> x) =>
        Avx512F.TernaryLogic(Avx512F.RotateRight(x, 7), Avx512F.RotateRight(x, 18), x >>> 3, Parity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> SmallSigma1(Vector512<uint> x) =>
        Avx512F.TernaryLogic(Avx512F.RotateRight(x, 17), Avx512F.RotateRight(x, 19), x >>> 10, Parity);
}
