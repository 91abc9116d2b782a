using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zkml.Gadgets.P256;

/// <summary>The product of two polynomials of 32 small coefficients, added to 64 sums.</summary>
public static class LimbProduct
{
    private const int Limbs = EcdsaLayout.Limbs;

    /// <summary>Integers of zero-padded room that the vector kernel needs.</summary>
    public const int ScratchLength = 3 * Limbs;

    /// <summary>sums[i + k] += a[i]·b[k]. Scratch must be zero outside its middle third, and stays so.</summary>
    public static void Accumulate(ReadOnlySpan<short> a, ReadOnlySpan<short> b, Span<int> sums, Span<int> scratch)
    {
        if (Avx512BW.IsSupported)
        {
            AccumulateAvx512(a, b, sums, scratch);
        }
        else
        {
            AccumulatePortable(a, b, sums);
        }
    }

    /// <summary>The definition.</summary>
    public static void AccumulatePortable(ReadOnlySpan<short> a, ReadOnlySpan<short> b, Span<int> sums)
    {
        for (int i = 0; i < Limbs; i++)
        {
            int left = a[i];
            Span<int> row = sums.Slice(i, Limbs);
            for (int k = 0; k < Limbs; k++)
            {
                row[k] += left * b[k];
            }
        }
    }

    /// <remarks>
    /// Lane k needs a_i·b_{k−i} + a_{i+1}·b_{k−i−1}: one multiply-add of the pair (a_i, a_{i+1}) with scratch[32 + k − i], where scratch[32 + m]
    /// is the pair (b_m, b_{m−1}). 64 multiply-adds, about 45 ns.
    /// </remarks>
    private static void AccumulateAvx512(ReadOnlySpan<short> a, ReadOnlySpan<short> b, Span<int> sums, Span<int> scratch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(a.Length, Limbs);
        ArgumentOutOfRangeException.ThrowIfLessThan(b.Length, Limbs);
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, 2 * Limbs);
        ArgumentOutOfRangeException.ThrowIfLessThan(scratch.Length, ScratchLength);
        ref int pairs = ref MemoryMarshal.GetReference(scratch);
        (Vector512<uint> low, Vector512<uint> high) = Vector512.Widen(Vector512.LoadUnsafe(ref Unsafe.As<short, ushort>(ref MemoryMarshal.GetReference(b))));
        low.AsInt32().StoreUnsafe(ref pairs, Limbs);
        high.AsInt32().StoreUnsafe(ref pairs, Limbs + 16);
        Unsafe.Add(ref pairs, 2 * Limbs) = 0;
        Vector512<int> first = Vector512.LoadUnsafe(ref pairs, Limbs - 1) << 16, second = Vector512.LoadUnsafe(ref pairs, Limbs + 15) << 16;
        Unsafe.Add(ref pairs, 2 * Limbs) = b[Limbs - 1] << 16;
        (low.AsInt32() | first).StoreUnsafe(ref pairs, Limbs);
        (high.AsInt32() | second).StoreUnsafe(ref pairs, Limbs + 16);

        ref int total = ref MemoryMarshal.GetReference(sums);
        ref int lefts = ref Unsafe.As<short, int>(ref MemoryMarshal.GetReference(a));
        Vector512<int> s0 = Vector512.LoadUnsafe(ref total), s1 = Vector512.LoadUnsafe(ref total, 16);
        Vector512<int> s2 = Vector512.LoadUnsafe(ref total, 32), s3 = Vector512.LoadUnsafe(ref total, 48);
        for (int i = 0; i < Limbs; i += 2)
        {
            Vector512<short> left = Vector512.Create(Unsafe.Add(ref lefts, i / 2)).AsInt16();
            ref int start = ref Unsafe.Add(ref pairs, Limbs - i);
            s0 += Avx512BW.MultiplyAddAdjacent(left, Vector512.LoadUnsafe(ref start).AsInt16());
            s1 += Avx512BW.MultiplyAddAdjacent(left, Vector512.LoadUnsafe(ref start, 16).AsInt16());
            s2 += Avx512BW.MultiplyAddAdjacent(left, Vector512.LoadUnsafe(ref start, 32).AsInt16());
            s3 += Avx512BW.MultiplyAddAdjacent(left, Vector512.LoadUnsafe(ref start, 48).AsInt16());
        }

        s0.StoreUnsafe(ref total);
        s1.StoreUnsafe(ref total, 16);
        s2.StoreUnsafe(ref total, 32);
        s3.StoreUnsafe(ref total, 48);
        Unsafe.Add(ref pairs, 2 * Limbs) = 0;
    }
}
