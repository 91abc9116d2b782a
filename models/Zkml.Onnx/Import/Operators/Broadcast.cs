using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>ONNX's broadcasting, as far as networks need it: constants for each channel, and one number for each channel spread over an image.</summary>
internal static class Broadcast
{
    /// <summary>The constant's number for each channel of a tensor of these dimensions, or one number for all of them.</summary>
    public static float[] PerChannel(OnnxNode node, OnnxConstant constant, ImmutableArray<int> dimensions)
    {
        float[] values = constant.Floats ?? throw node.Problem("its constant must be of type float.");
        if (values.Length == 1)
        {
            node.Require(constant.Dimensions.Length <= dimensions.Length, "its constant has more dimensions than its input.");
            return [values[0]];
        }

        TensorShape shape = Shapes.Of(dimensions);
        int[] map = Map(node, constant.Dimensions, dimensions);
        float[] channels = new float[shape.Channels];
        for (int k = 0; k < map.Length; k++)
        {
            int c = k / shape.Plane;
            if (k % shape.Plane == 0)
            {
                channels[c] = values[map[k]];
            }

            node.Require(values[map[k]] == channels[c], "its constant differs within a channel, which is not supported.");
        }

        return channels;
    }

    public static ImmutableArray<int> Dimensions(OnnxNode node, ImmutableArray<int> a, ImmutableArray<int> b)
    {
        int rank = Math.Max(a.Length, b.Length);
        var result = new int[rank];
        for (int k = 0; k < rank; k++)
        {
            int x = k < rank - a.Length ? 1 : a[k - rank + a.Length], y = k < rank - b.Length ? 1 : b[k - rank + b.Length];
            node.Require(x == y || x == 1 || y == 1, $"dimensions of {x} and {y} do not go together.");
            result[k] = Math.Max(x, y);
        }

        return [.. result];
    }

    /// <summary>The tensor in the given dimensions: unchanged, reshaped, or each number wherever ONNX repeats it.</summary>
    public static int Spread(ImportContext context, OnnxNode node, RealValue x, ImmutableArray<int> dimensions)
    {
        TensorShape from = context.TensorOf(x).Shape, to = Shapes.Of(dimensions);
        if (from.Count == to.Count)
        {
            return from == to ? x.Tensor : context.Builder.Reshape(node.Name, x.Tensor, to);
        }

        context.Spend(node, to.Count);
        int[] map = Map(node, x.Dimensions, dimensions);
        bool byChannel = from == new TensorShape(to.Channels, 1, 1) && !map.Where((source, k) => source != k / to.Plane).Any();
        return byChannel ? context.Builder.SpatialMap(node.Name, x.Tensor, [.. Enumerable.Repeat(1, to.Height)], [.. Enumerable.Repeat(1, to.Width)])
            : context.Builder.Rearrange(node.Name, x.Tensor, to, [.. map], 0);
    }

    /// <summary>For each place of the full dimensions, the place in the smaller tensor.</summary>
    private static int[] Map(OnnxNode node, ImmutableArray<int> from, ImmutableArray<int> to)
    {
        node.Require(Dimensions(node, from, to).SequenceEqual(to), "its constant is larger than its input.");
        int[] strides = Shapes.StridesOf(from), full = Shapes.StridesOf(to);
        int[] map = new int[ConstantReader.Count(to, node.Name)];
        for (int k = 0; k < map.Length; k++)
        {
            for (int axis = to.Length - from.Length; axis < to.Length; axis++)
            {
                int f = axis - to.Length + from.Length;
                map[k] += from[f] == 1 ? 0 : k / full[axis] % to[axis] * strides[f];
            }
        }

        return map;
    }
}
