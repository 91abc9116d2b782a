using System.Collections.Immutable;
using Zkml.Networks;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>Weights and requantisation of the operators that work on integers.</summary>
internal static class IntegerConstants
{
    public static long[] OptionalZeros(ImportContext context, OnnxNode node, int index) => node.HasInput(index) ? context.Integers(node, index) : [0];

    /// <summary>Weights less their zero points, one for all or one for each index of the first axis.</summary>
    public static ImmutableArray<short> Weights(ImportContext context, OnnxNode node, OnnxConstant weights, long[] zeros)
    {
        node.Require(weights.Integers is not null && IntegerTypes.IsEightBits(weights.Type), "its weights must be of type int8 or uint8.");
        int rows = weights.Dimensions.Length > 0 ? weights.Dimensions[0] : 0;
        node.Require(zeros.Length == 1 || zeros.Length == rows, "its zero points do not fit its weights.");
        var centred = new short[weights.Count];
        for (int k = 0; k < centred.Length; k++)
        {
            long zero = zeros[zeros.Length == 1 ? 0 : k / (centred.Length / rows)];
            node.Require(zero is >= -255 and <= 255, "its zero points must be 8-bit numbers.");
            centred[k] = (short)(weights.Integers![k] - zero);
        }

        return [.. centred];
    }

    /// <summary>
    /// The runtime's rule for QLinear operators: (float) accumulator · ((a scale · b scale) / y scale), all in float32, then rounded to even and saturated.
    /// </summary>
    public static IntegerValue Requantised(ImportContext context, OnnxNode node, (int Tensor, ImmutableArray<int> Dimensions) sums, QLinearInputs at)
    {
        float[] a = context.Floats(node, at.ScaleA), b = context.Floats(node, at.ScaleB), y = context.Floats(node, at.ScaleY);
        int channels = context.Builder.Tensors[sums.Tensor].Shape.Channels;
        node.Require(a.Length == 1 && y.Length == 1 && (b.Length == 1 || b.Length == channels), "its scales do not fit its shapes.");
        DataType type = context.Constant(node, at.ZeroY).Type;
        int zeroPoint = (int)QuantiseOperators.ScalarOrZero(context, node, at.ZeroY);
        Interval bytes = IntegerTypes.RangeOf(type);
        var range = new Interval(bytes.Min - zeroPoint, bytes.Max - zeroPoint);
        float[] scales = Array.ConvertAll(b, s => a[0] * s / y[0]);
        node.Require(Array.TrueForAll(scales, s => s > 0 && float.IsNormal(s)), "its scales must be positive.");

        int tensor = Scale(context, node, sums, scales, range);
        context.Builder.Describe(tensor, node.Outputs[0], [y[0]], zeroPoint);
        return new IntegerValue(tensor, sums.Dimensions, type, zeroPoint);
    }

    private static int Scale(ImportContext context, OnnxNode node, (int Tensor, ImmutableArray<int> Dimensions) sums, float[] scales, Interval range)
    {
        bool exact = context.Builder.Tensors[sums.Tensor].Interval.MaxMagnitude <= NetworkLimits.ExactInFloat;
        if (exact && Array.TrueForAll(scales, s => FixedPoint.IsPowerOfTwo(s, out int e) && e is >= -30 and <= 22))
        {
            ImmutableArray<int> exponents = [.. scales.Select(s => MathF.ILogB(s))];
            return Quantisation.Quantise(context, node, new RealValue(sums.Tensor, sums.Dimensions, exponents), 1, range);
        }

        var product = new PendingFunction((c, x) => x * scales[scales.Length == 1 ? 0 : c], IsMonotone: true, IsPerChannel: scales.Length > 1);
        return Quantisation.Quantise(context, node, new RealValue(sums.Tensor, sums.Dimensions, [0]) { Pending = product }, 1, range);
    }
}
