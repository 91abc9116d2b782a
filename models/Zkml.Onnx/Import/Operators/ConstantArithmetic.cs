using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>
/// A tensor plus or times constants, one or one for each channel: linear where the constants lie on a grid of few bits, otherwise float32 arithmetic that
/// waits for quantisation.
/// </summary>
internal static class ConstantArithmetic
{
    private const int MaxFactor = 255;

    public static RealValue Scale(ImportContext context, OnnxNode node, RealValue x, float[] factors)
    {
        if (x.Pending is null && Array.TrueForAll(factors, f => FixedPoint.IsPowerOfTwo(f, out int e) && Math.Abs(e) <= FixedPoint.MaxExponent))
        {
            int channels = context.TensorOf(x).Shape.Channels;
            return x with
            {
                Exponents = factors.Length == 1
                    ? [.. x.Exponents.Select(e => e + MathF.ILogB(factors[0]))]
                    : [.. Enumerable.Range(0, channels).Select(c => x.ExponentOf(c) + MathF.ILogB(factors[c]))],
            };
        }

        if (x.Pending is null && Array.TrueForAll(factors, IsShort))
        {
            return Depthwise(context, node, x, factors, [0f]) ?? Product(x, factors);
        }

        return Product(x, factors);
    }

    public static RealValue Add(ImportContext context, OnnxNode node, RealValue x, float[] addends) =>
        (x.Pending is null ? Depthwise(context, node, x, [1f], addends) : null)
        ?? x with { Pending = PendingFunction.Then(x.Pending, new PendingFunction((c, v) => v + At(addends, c), true, addends.Length > 1)) };

    public static IntegerValue AddInteger(ImportContext context, OnnxNode node, IntegerValue x, OnnxConstant constant, int sign)
    {
        node.Require(constant.Integers is not null && x.Type == constant.Type && !IntegerTypes.IsEightBits(x.Type), "only int32 sums are supported.");
        float[] values = Array.ConvertAll(constant.Integers!, v => (float)v);
        node.Require(Array.TrueForAll(constant.Integers!, v => v is >= -NetworkLimits.ExactInFloat and <= NetworkLimits.ExactInFloat), "its constants are larger than 2^24.");
        float[] addends = context.PerChannel(node, new OnnxConstant(constant.Dimensions, values), x.Dimensions);
        int channels = context.TensorOf(x).Shape.Channels;
        ImmutableArray<int> bias = [.. Enumerable.Range(0, channels).Select(c => sign * (int)At(addends, c))];
        return x with { Tensor = context.Builder.Convolution(node.Name, x.Tensor, new Window(1, 1), channels, [.. Enumerable.Repeat((short)1, channels)], bias) };
    }

    private static RealValue Product(RealValue x, float[] factors)
    {
        var product = new PendingFunction((c, v) => v * At(factors, c), Array.TrueForAll(factors, f => f >= 0), factors.Length > 1)
        {
            IsScale = x.Pending is null && factors is [> 0],
        };
        return x with { Pending = PendingFunction.Then(x.Pending, product) };
    }

    /// <summary>factor · x + addend in every channel as integers; null when that takes more than 8 bits or leaves float32's exact range.</summary>
    private static RealValue? Depthwise(ImportContext context, OnnxNode node, RealValue x, float[] factors, float[] addends)
    {
        NetworkTensor tensor = context.TensorOf(x);
        int channels = tensor.Shape.Channels;
        var weights = new short[channels];
        var bias = new int[channels];
        var exponents = new int[channels];
        for (int c = 0; c < channels; c++)
        {
            float f = At(factors, c), b = At(addends, c);
            int e = x.ExponentOf(c) + (f == 0 ? 0 : FixedPoint.LowestBit(f));
            exponents[c] = b == 0 ? e : Math.Min(e, FixedPoint.LowestBit(b));
            bool fits = FixedPoint.TryInteger(f, exponents[c] - x.ExponentOf(c), MaxFactor, out long w)
                & FixedPoint.TryInteger(b, exponents[c], NetworkLimits.ExactInFloat, out long offset);
            if (!fits || (Math.Abs(w) * tensor.Interval.MaxMagnitude) + Math.Abs(offset) > NetworkLimits.ExactInFloat)
            {
                return null;
            }

            (weights[c], bias[c]) = ((short)w, (int)offset);
        }

        int result = context.Builder.Convolution(node.Name, x.Tensor, new Window(1, 1), channels, [.. weights], [.. bias]);
        return x with { Tensor = result, Exponents = exponents.All(e => e == exponents[0]) ? [exponents[0]] : [.. exponents] };
    }

    private static bool IsShort(float factor) => factor == 0 || Math.Abs(Math.ScaleB(factor, -FixedPoint.LowestBit(factor))) <= MaxFactor;

    private static float At(float[] values, int channel) => values[values.Length == 1 ? 0 : channel];
}
