using System.Collections.Immutable;
using Zkml.Networks;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>Conv on dequantised numbers, ConvInteger and QLinearConv on integers.</summary>
internal static class ConvolutionOperators
{
    public static GraphValue Conv(ImportContext context, OnnxNode node)
    {
        RealValue x = context.SettledReal(node, 0);
        OnnxConstant weights = context.Constant(node, 1);
        float[] w = weights.Floats ?? throw node.Problem("its weights must be of type float.");
        (Window window, int groups) = Geometry(context, node, x, weights.Dimensions);
        float[]? bias = node.HasInput(2) ? context.Floats(node, 2) : null;
        node.Require(bias is null || bias.Length == weights.Dimensions[0], "its bias does not fit its weights.");
        LinearConstants constants = LinearConstants.From(node, w, bias, weights.Dimensions[0], (x.Exponents[0], context.TensorOf(x).Interval.MaxMagnitude));
        int tensor = context.Builder.Convolution(node.Name, x.Tensor, window, groups, constants.Weights, constants.Bias);
        return new RealValue(tensor, OutputDimensions(context, tensor, x), constants.Exponents);
    }

    public static GraphValue ConvInteger(ImportContext context, OnnxNode node)
    {
        IntegerValue x = QuantiseOperators.Recentred(context, node, context.Integer(node, 0), (int)QuantiseOperators.ScalarOrZero(context, node, 2));
        OnnxConstant weights = context.Constant(node, 1);
        (Window window, int groups) = Geometry(context, node, x, weights.Dimensions);
        ImmutableArray<short> w = IntegerConstants.Weights(context, node, weights, IntegerConstants.OptionalZeros(context, node, 3));
        int tensor = context.Builder.Convolution(node.Name, x.Tensor, window, groups, w, [.. new int[weights.Dimensions[0]]]);
        return new IntegerValue(tensor, OutputDimensions(context, tensor, x), DataType.Int32, 0);
    }

    public static GraphValue QLinearConv(ImportContext context, OnnxNode node)
    {
        IntegerValue x = QuantiseOperators.Recentred(context, node, context.Integer(node, 0), (int)QuantiseOperators.ScalarOrZero(context, node, 2));
        OnnxConstant weights = context.Constant(node, 3);
        (Window window, int groups) = Geometry(context, node, x, weights.Dimensions);
        ImmutableArray<short> w = IntegerConstants.Weights(context, node, weights, IntegerConstants.OptionalZeros(context, node, 5));
        int outputs = weights.Dimensions[0];
        long[] bias = node.HasInput(8) ? context.Integers(node, 8) : new long[outputs];
        node.Require(bias.Length == outputs && Array.TrueForAll(bias, b => b is > -NetworkLimits.MaxMagnitude and < NetworkLimits.MaxMagnitude), "its bias does not fit.");
        int tensor = context.Builder.Convolution(node.Name, x.Tensor, window, groups, w, [.. bias.Select(b => (int)b)]);
        return IntegerConstants.Requantised(context, node, (tensor, OutputDimensions(context, tensor, x)), new QLinearInputs(1, 4, 6, 7));
    }

    private static (Window Window, int Groups) Geometry(ImportContext context, OnnxNode node, GraphValue x, ImmutableArray<int> weights)
    {
        node.Require(x is not IntegerValue integer || IntegerTypes.IsEightBits(integer.Type), "its input must be of type int8 or uint8.");
        node.Require(x.Dimensions.Length is 3 or 4 && x.Dimensions[0] == 1, "its input must be 1 × channels × (height ×) width.");
        node.Require(weights.Length == x.Dimensions.Length && weights.All(d => d > 0), "its weights do not have the dimensions of its input.");
        ImmutableArray<int> kernel = weights[2..];
        node.Require(node.Integers("kernel_shape") is not { } given || given.SequenceEqual(kernel), "its kernel_shape is not that of its weights.");
        long groups = node.Integer("group", 1);
        node.Require(groups > 0 && groups <= weights[0] && weights[1] * groups == x.Dimensions[1],
            $"{groups} groups of {weights[1]} channels do not make its {x.Dimensions[1]} input channels.");
        int tensor = x is RealValue real ? real.Tensor : ((IntegerValue)x).Tensor;
        return (WindowReader.Read(node, context.Builder.Tensors[tensor].Shape, kernel), (int)groups);
    }

    private static ImmutableArray<int> OutputDimensions(ImportContext context, int tensor, GraphValue x)
    {
        TensorShape shape = context.Builder.Tensors[tensor].Shape;
        return x.Dimensions.Length == 3 ? [1, shape.Channels, shape.Width] : [1, shape.Channels, shape.Height, shape.Width];
    }
}
