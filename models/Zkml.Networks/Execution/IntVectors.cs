using System.Numerics;

namespace Zkml.Networks;

/// <summary>Loops over int spans in the machine's vectors; the scalar tails are the definitions.</summary>
internal static class IntVectors
{
    /// <summary>y += w · x, modulo 2³².</summary>
    public static void AddScaled(Span<int> y, ReadOnlySpan<int> x, int w)
    {
        int k = 0;
        for (; k <= y.Length - Vector<int>.Count; k += Vector<int>.Count)
        {
            (new Vector<int>(y[k..]) + (new Vector<int>(x[k..]) * w)).CopyTo(y[k..]);
        }

        for (; k < y.Length; k++)
        {
            y[k] += w * x[k];
        }
    }

    /// <summary>y += Σ_q w[q] · x(q) for four inputs at once: a fourth of the loads and stores of y.</summary>
    public static void AddScaledFour(Span<int> y, ReadOnlySpan<int> x, int distance, ReadOnlySpan<short> w)
    {
        ReadOnlySpan<int> x0 = x[..y.Length], x1 = x.Slice(distance, y.Length), x2 = x.Slice(2 * distance, y.Length), x3 = x.Slice(3 * distance, y.Length);
        int w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3];
        int k = 0;
        for (; k <= y.Length - Vector<int>.Count; k += Vector<int>.Count)
        {
            Vector<int> sum = new Vector<int>(y[k..]) + (new Vector<int>(x0[k..]) * w0) + (new Vector<int>(x1[k..]) * w1)
                + (new Vector<int>(x2[k..]) * w2) + (new Vector<int>(x3[k..]) * w3);
            sum.CopyTo(y[k..]);
        }

        for (; k < y.Length; k++)
        {
            y[k] += (w0 * x0[k]) + (w1 * x1[k]) + (w2 * x2[k]) + (w3 * x3[k]);
        }
    }

    /// <summary>Σ w · x, modulo 2³².</summary>
    public static int Dot(ReadOnlySpan<short> w, ReadOnlySpan<int> x)
    {
        Vector<int> sums = default;
        int k = 0;
        for (; k <= w.Length - Vector<short>.Count; k += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(w[k..]), out Vector<int> low, out Vector<int> high);
            sums += (low * new Vector<int>(x[k..])) + (high * new Vector<int>(x[(k + Vector<int>.Count)..]));
        }

        int sum = Vector.Sum(sums);
        for (; k < w.Length; k++)
        {
            sum += w[k] * x[k];
        }

        return sum;
    }

    /// <summary>
    /// y = clamp(round half even(x · 2^−s)). For s &gt; 0 the floor of (x + 2^(s−1) − 1 + bit) · 2^−s with bit = the floor's lowest bit: the addend lifts
    /// exactly what lies above a half, and a half below an odd floor. No overflow: |x| &lt; 2³⁰.
    /// </summary>
    public static void Requantise(ReadOnlySpan<int> x, Span<int> y, int shift, int min, int max)
    {
        int k = 0;
        if (shift > 0)
        {
            int half = (1 << (shift - 1)) - 1;
            var low = new Vector<int>(min);
            var high = new Vector<int>(max);
            for (; k <= y.Length - Vector<int>.Count; k += Vector<int>.Count)
            {
                var value = new Vector<int>(x[k..]);
                Vector<int> odd = Vector.ShiftRightArithmetic(value, shift) & Vector<int>.One;
                Vector<int> rounded = Vector.ShiftRightArithmetic(value + new Vector<int>(half) + odd, shift);
                Vector.Min(Vector.Max(rounded, low), high).CopyTo(y[k..]);
            }
        }

        for (; k < y.Length; k++)
        {
            y[k] = (int)Math.Clamp(Rounding.ShiftHalfEven(x[k], shift), min, max);
        }
    }
}
