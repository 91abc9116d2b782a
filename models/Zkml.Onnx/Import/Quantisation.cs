using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>
/// From exactly known reals to 8-bit integers, as QuantizeLinear does it: shifts where every scale is a power of two, a table where the source has 8
/// bits, thresholds where the function before never decreases.
/// </summary>
internal static class Quantisation
{
    public static int Quantise(ImportContext context, OnnxNode node, RealValue x, float scale, Interval range)
    {
        NetworkTensor source = context.TensorOf(x);
        if (x.Pending is null or { Clamp: not null } && FixedPoint.IsPowerOfTwo(scale, out int target))
        {
            return ByShift(context, node, x, target, range);
        }

        FloatRange Real(int channel, long v) => x.Pending is { } pending
            ? pending.Apply(channel, (float)Math.ScaleB(v, x.ExponentOf(channel)))
            : (float)Math.ScaleB(v, x.ExponentOf(channel));
        (int Low, int High) Result(int channel, long v)
        {
            FloatRange real = Real(channel, v);
            return (Round(real.Low / scale, range), Round(real.High / scale, range));
        }

        bool perChannel = !x.IsUniform || x.Pending is { IsPerChannel: true };
        int rows = perChannel ? source.Shape.Channels : 1;
        if (source.Interval.Width <= 256)
        {
            return ByTable(context, node, source, rows, Result);
        }

        node.Require(x.Pending is null or { IsMonotone: true },
            "the activation before it sometimes decreases and its input has more than 8 bits: quantise before the activation too.");
        return ThresholdSearch.Add(context, node, source, rows, Result);
    }

    private static int ByShift(ImportContext context, OnnxNode node, RealValue x, int target, Interval range)
    {
        NetworkTensor source = context.TensorOf(x);
        ImmutableArray<int> exponents = x.IsUniform ? [x.Exponents[0]] : x.Exponents;
        (int min, int max) = ((int)range.Min, (int)range.Max);
        if (x.Pending?.Clamp is { } clamp)
        {
            // Rounding is monotone: round(min(v, b)) = min(round(v), round(b)).
            float unit = MathF.ScaleB(1, target);
            (min, max) = (Round(clamp.Low / unit, range), Round(clamp.High / unit, range));
        }

        bool same = exponents is [var e] && e == target && source.Interval.Min >= min && source.Interval.Max <= max;
        return same ? x.Tensor : context.Builder.Requantise(node.Name, x.Tensor, [.. exponents.Select(e => target - e)], min, max);
    }

    private static int ByTable(ImportContext context, OnnxNode node, NetworkTensor source, int rows, Func<int, long, (int Low, int High)> result)
    {
        int entries = (int)source.Interval.Width;
        context.Spend(node, (long)rows * entries);
        short[] table = new short[rows * entries];
        for (int k = 0; k < table.Length; k++)
        {
            (int low, int high) = result(k / entries, source.Interval.Min + (k % entries));
            if (low != high)
            {
                throw node.Problem($"for {source.Interval.Min + (k % entries)} its result lies within the runtime's rounding error of a tie.");
            }

            table[k] = (short)low;
        }

        return context.Builder.Lookup(node.Name, source.Index, [.. table]);
    }

    /// <summary>To nearest, halves to even, then saturated: the runtime's order does not matter, because the bounds are integers.</summary>
    private static int Round(float value, Interval range) => (int)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), range.Min, range.Max);
}
