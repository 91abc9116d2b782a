using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>Applies an index map, or only new dimensions, to whatever a name stands for: constants, integers, reals, the float input.</summary>
internal static class Movement
{
    /// <summary>The same numbers in the same order.</summary>
    public static GraphValue Reshape(ImportContext context, OnnxNode node, GraphValue x, ImmutableArray<int> dimensions)
    {
        node.Require(ConstantReader.Count(dimensions, node.Name) == ConstantReader.Count(x.Dimensions, node.Name), "it changes how many values there are.");
        switch (x)
        {
            case ConstantValue constant:
                return new ConstantValue(constant.Constant.Reshaped(dimensions));
            case FloatInput:
                return new FloatInput(dimensions);
            case IntegerValue integer:
                return integer with { Tensor = Reshape(context, node, integer.Tensor, dimensions), Dimensions = dimensions };
            default:
                RealValue real = WithChannels(context, node, (RealValue)x, Shapes.Of(dimensions));
                return real with { Tensor = Reshape(context, node, real.Tensor, dimensions), Dimensions = dimensions };
        }
    }

    /// <summary>y[k] = x[map[k]], fill where the map says −1.</summary>
    public static GraphValue Rearrange(ImportContext context, OnnxNode node, GraphValue x, ImmutableArray<int> dimensions, int[] map, double fill = 0)
    {
        bool identity = map.Length == ConstantReader.Count(x.Dimensions, node.Name);
        for (int k = 0; identity && k < map.Length; k++)
        {
            identity = map[k] == k;
        }

        if (identity)
        {
            return Reshape(context, node, x, dimensions);
        }

        switch (x)
        {
            case ConstantValue constant:
                return new ConstantValue(constant.Constant.Rearranged(dimensions, map, fill));
            case FloatInput:
                throw node.Problem("it moves parts of the float input before QuantizeLinear: quantise first.");
            case IntegerValue integer:
                return integer with { Tensor = Rearranged(context, node, (integer.Tensor, dimensions), map, (int)fill - integer.ZeroPoint), Dimensions = dimensions };
            default:
                var real = (RealValue)x;
                node.Require(real.Pending is not { IsPerChannel: true }, "an activation before it is not quantised.");
                node.Require(real.Pending is null || !Array.Exists(map, k => k < 0), "an activation before it is not quantised.");
                real = context.Uniform(node, real);
                node.Require(FixedPoint.TryInteger(fill, real.Exponents[0], NetworkLimits.ExactInFloat, out long units) || !Array.Exists(map, k => k < 0),
                    $"its padding with {fill} is not on the grid of its input.");
                return real with { Tensor = Rearranged(context, node, (real.Tensor, dimensions), map, (int)units), Dimensions = dimensions };
        }
    }

    private static int Reshape(ImportContext context, OnnxNode node, int tensor, ImmutableArray<int> dimensions)
    {
        TensorShape shape = Shapes.Of(dimensions);
        return context.Builder.Tensors[tensor].Shape == shape ? tensor : context.Builder.Reshape(node.Name, tensor, shape);
    }

    private static int Rearranged(ImportContext context, OnnxNode node, (int Tensor, ImmutableArray<int> Dimensions) x, int[] map, int fill)
    {
        int tensor = context.Builder.Rearrange(node.Name, x.Tensor, Shapes.Of(x.Dimensions), [.. map], fill);
        NetworkTensor source = context.Builder.Tensors[x.Tensor];
        if (source.Scales.Length == 1)
        {
            context.Builder.Describe(tensor, node.Outputs[0], source.Scales, source.ZeroPoint);
        }

        return tensor;
    }

    /// <summary>Exponents for the channels of the new shape: repeated where a channel splits into several, otherwise brought to one.</summary>
    private static RealValue WithChannels(ImportContext context, OnnxNode node, RealValue x, TensorShape shape)
    {
        TensorShape from = context.TensorOf(x).Shape;
        if (from.Channels == shape.Channels)
        {
            return x;
        }

        node.Require(x.Pending is not { IsPerChannel: true }, "an activation before it is not quantised.");
        if (x.IsUniform)
        {
            return x with { Exponents = [x.Exponents[0]] };
        }

        if (from.Plane % shape.Plane != 0)
        {
            return context.Uniform(node, x);
        }

        int parts = from.Plane / shape.Plane;
        return x with { Exponents = [.. x.Exponents.SelectMany(e => Enumerable.Repeat(e, parts))] };
    }
}
