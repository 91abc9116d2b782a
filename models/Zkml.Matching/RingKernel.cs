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

    /// <summary>sums[t] += Σ x[t·step + i]·y[i]: a row against all turns of another, four turns to each load of y, all of it in the first cache.</summary>
    /// <param name="x">At least (sums.Length − 1)·step + y.Length values.</param>
    /// <param name="y">One row.</param>
    /// <param name="step">Values that a turn moves.</param>
    /// <param name="sums">One for each turn.</param>
    public static void AddSlidingDots(ReadOnlySpan<ushort> x, ReadOnlySpan<ushort> y, int step, Span<ushort> sums)
    {
        const int AtOnce = 4;
        int turn = 0;
        for (; turn + AtOnce <= sums.Length; turn += AtOnce)
        {
            AddFourDots(x[(turn * step)..], y, step, sums.Slice(turn, AtOnce));
        }

        for (; turn < sums.Length; turn++)
        {
            sums[turn] += Dot(x.Slice(turn * step, y.Length), y);
        }
    }

    private static void AddFourDots(ReadOnlySpan<ushort> x, ReadOnlySpan<ushort> y, int step, Span<ushort> sums)
    {
        ReadOnlySpan<Vector<ushort>> v = MemoryMarshal.Cast<ushort, Vector<ushort>>(y);
        ReadOnlySpan<Vector<ushort>> u0 = Turned(x, 0), u1 = Turned(x, step), u2 = Turned(x, 2 * step), u3 = Turned(x, 3 * step);
        Vector<ushort> s0 = Vector<ushort>.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (int i = 0; i < v.Length; i++)
        {
            Vector<ushort> w = v[i];
            s0 += u0[i] * w;
            s1 += u1[i] * w;
            s2 += u2[i] * w;
            s3 += u3[i] * w;
        }

        int done = v.Length * Vector<ushort>.Count, rest = y.Length - done;
        ReadOnlySpan<ushort> last = y[done..];
        sums[0] += (ushort)(Vector.Sum(s0) + DotByDefinition(x.Slice(done, rest), last));
        sums[1] += (ushort)(Vector.Sum(s1) + DotByDefinition(x.Slice(done + step, rest), last));
        sums[2] += (ushort)(Vector.Sum(s2) + DotByDefinition(x.Slice(done + 2 * step, rest), last));
        sums[3] += (ushort)(Vector.Sum(s3) + DotByDefinition(x.Slice(done + 3 * step, rest), last));
    }

    private static ReadOnlySpan<Vector<ushort>> Turned(ReadOnlySpan<ushort> x, int by) => MemoryMarshal.Cast<ushort, Vector<ushort>>(x[by..]);

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
