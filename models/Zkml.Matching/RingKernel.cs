using System.Numerics;
using System.Runtime.InteropServices;

namespace Zkml.Matching;

/// <summary>Arithmetic modulo 2^16; should become vpmullw and vpaddw.</summary>
public static class RingKernel
{
    /// <summary>sum[i] = x[i] + y[i].</summary>
    public static void Add(ReadOnlySpan<ushort> x, ReadOnlySpan<ushort> y, Span<ushort> sum)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = (ushort)(x[i] + y[i]);
        }
    }

    /// <summary>Σ x[i]·y[i].</summary>
    public static ushort Dot(ReadOnlySpan<ushort> x, ReadOnlySpan<ushort> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        ReadOnlySpan<Vector<ushort>> u = MemoryMarshal.Cast<ushort, Vector<ushort>>(x), v = MemoryMarshal.Cast<ushort, Vector<ushort>>(y);
        Vector<ushort> sums = Vector<ushort>.Zero;
        for (int i = 0; i < u.Length; i++)
        {
            sums += u[i] * v[i];
        }

        int done = u.Length * Vector<ushort>.Count;
        return (ushort)(Vector.Sum(sums) + DotByDefinition(x[done..], y[done..]));
    }

    /// <summary>The same, one after the other.</summary>
    public static ushort DotByDefinition(ReadOnlySpan<ushort> x, ReadOnlySpan<ushort> y)
    {
        ushort sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += (ushort)(x[i] * y[i]);
        }

        return sum;
    }
}
