using System.Collections.Immutable;
using Zkml.Networks;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>QuantizeLinear, DequantizeLinear and Cast: the borders between integers and floats.</summary>
internal static class QuantiseOperators
{
    public static GraphValue QuantizeLinear(ImportContext context, OnnxNode node)
    {
        node.Ignore("axis");
        node.Ignore("saturate");
        (float scale, int zeroPoint, DataType type) = Target(context, node);
        switch (context.Input(node, 0))
        {
            case FloatInput input:
                return Input(context, node, input, (scale, zeroPoint, type));
            case RealValue real:
                Interval range = IntegerTypes.RangeOf(type);
                int tensor = Quantisation.Quantise(context, node, real, scale, new Interval(range.Min - zeroPoint, range.Max - zeroPoint));
                context.Builder.Describe(tensor, node.Outputs[0], [scale], zeroPoint);
                return new IntegerValue(tensor, real.Dimensions, type, zeroPoint);
            default:
                throw node.Problem("its input must be a float tensor that depends on the model's input.");
        }
    }

    public static GraphValue DequantizeLinear(ImportContext context, OnnxNode node)
    {
        if (context.Input(node, 0) is ConstantValue { Constant: var constant })
        {
            return new ConstantValue(ConstantQuantisation.Dequantise(context, node, constant));
        }

        node.Ignore("axis");
        IntegerValue x = context.Integer(node, 0);
        float[] scales = context.Floats(node, 1);
        node.Require(scales.Length == 1, "scales for each channel are supported for constants only.");
        int zeroPoint = (int)ScalarOrZero(context, node, 2);
        IntegerValue centred = Recentred(context, node, x, zeroPoint);
        return Scaled(node, centred.Tensor, x.Dimensions, scales[0]);
    }

    /// <summary>To another integer type only widening; to float without a scale.</summary>
    public static GraphValue Cast(ImportContext context, OnnxNode node)
    {
        node.Ignore("saturate");
        var to = (DataType)node.Integer("to", 0);
        switch (context.Input(node, 0))
        {
            case ConstantValue { Constant: { Integers: { } integers } c } when to == DataType.Float:
                return new ConstantValue(new OnnxConstant(c.Dimensions, Array.ConvertAll(integers, v => (float)v)));
            case ConstantValue { Constant: { Integers: { } integers } c } when to is DataType.Int64 || to == c.Type:
                return new ConstantValue(new OnnxConstant(c.Dimensions, integers, to));
            case RealValue or FloatInput or ConstantValue { Constant.Floats: not null } when to == DataType.Float:
                return context.Input(node, 0);
            case IntegerValue integer when to == DataType.Float:
                IntegerValue plain = Recentred(context, node, integer, 0);
                ImportContext.RequireExactInFloat(node, context.TensorOf(plain).Interval.MaxMagnitude);
                return new RealValue(plain.Tensor, plain.Dimensions, [0]);
            default:
                throw node.Problem($"this conversion to type {to} is not supported.");
        }
    }

    /// <summary>The same numbers of the file under another zero point.</summary>
    public static IntegerValue Recentred(ImportContext context, OnnxNode node, IntegerValue x, int zeroPoint)
    {
        if (x.ZeroPoint == zeroPoint)
        {
            return x;
        }

        int channels = context.TensorOf(x).Shape.Channels;
        ImmutableArray<short> ones = [.. Enumerable.Repeat((short)1, channels)];
        ImmutableArray<int> shift = [.. Enumerable.Repeat(x.ZeroPoint - zeroPoint, channels)];
        int tensor = context.Builder.Convolution(node.Name, x.Tensor, new Window(1, 1), channels, ones, shift);
        return x with { Tensor = tensor, ZeroPoint = zeroPoint };
    }

    /// <summary>v · scale: an exponent when the scale is a power of two, otherwise float32's product.</summary>
    public static RealValue Scaled(OnnxNode node, int tensor, ImmutableArray<int> dimensions, float scale)
    {
        node.Require(scale > 0, "its scale must be positive.");
        return FixedPoint.IsPowerOfTwo(scale, out int e) && Math.Abs(e) <= FixedPoint.MaxExponent
            ? new RealValue(tensor, dimensions, [e])
            : new RealValue(tensor, dimensions, [0]) { Pending = new PendingFunction((_, x) => x * scale, true, false) { IsScale = true } };
    }

    /// <summary>A zero point of eight bits; zero when the input is left out.</summary>
    public static long ScalarOrZero(ImportContext context, OnnxNode node, int index)
    {
        if (!node.HasInput(index))
        {
            return 0;
        }

        long[] values = context.Integers(node, index);
        node.Require(values.Length >= 1 && Array.TrueForAll(values, v => v == values[0]) && values[0] is >= -255 and <= 255,
            "its zero points must be equal 8-bit numbers.");
        return values[0];
    }

    private static (float Scale, int ZeroPoint, DataType Type) Target(ImportContext context, OnnxNode node)
    {
        float[] scales = context.Floats(node, 1);
        node.Require(scales.Length == 1 && scales[0] > 0, "it needs one positive scale.");
        var type = (DataType)node.Integer("output_dtype", 0);
        OnnxConstant? zero = context.OptionalConstant(node, 2);
        type = zero?.Type ?? (type == DataType.Undefined ? DataType.Uint8 : type);
        node.Require(IntegerTypes.IsEightBits(type), $"it quantises to {type}; only int8 and uint8 are supported.");
        node.Require(node.Integer("block_size", 0) == 0, "blocked quantisation is not supported.");
        return (scales[0], (int)ScalarOrZero(context, node, 2), type);
    }

    private static IntegerValue Input(ImportContext context, OnnxNode node, FloatInput input, (float Scale, int Zero, DataType Type) target)
    {
        if (context.QuantisedInput is { } known)
        {
            node.Require(known.Scale == target.Scale && known.Value.ZeroPoint == target.Zero && known.Value.Type == target.Type
                && known.Value.Dimensions.SequenceEqual(input.Dimensions), "the float input is quantised in two ways.");
            return known.Value;
        }

        Interval range = IntegerTypes.RangeOf(target.Type);
        int tensor = context.Builder.Input(node.Outputs[0], Shapes.Of(input.Dimensions), new(range.Min - target.Zero, range.Max - target.Zero));
        context.Builder.Describe(tensor, node.Outputs[0], [target.Scale], target.Zero);
        var value = new IntegerValue(tensor, input.Dimensions, target.Type, target.Zero);
        context.QuantisedInput = (value, target.Scale);
        return value;
    }
}
