using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>From the file's dimensions to channels × height × width. The stored order is the same, so reshaping costs nothing.</summary>
internal static class Shapes
{
    /// <summary>A leading 1 is the batch; then the first dimension is the channels, the last the width, all between the height.</summary>
    public static TensorShape Of(ImmutableArray<int> dimensions)
    {
        ReadOnlySpan<int> d = dimensions.AsSpan();
        d = d.Length >= 2 && d[0] == 1 ? d[1..] : d;
        return d.Length switch
        {
            0 => new(1, 1, 1),
            1 => new(d[0], 1, 1),
            2 => new(d[0], 1, d[1]),
            _ => new(d[0], ConstantReader.Count(d[1..^1], "height"), d[^1]),
        };
    }

    public static int[] StridesOf(ImmutableArray<int> dimensions)
    {
        int[] strides = new int[dimensions.Length];
        int stride = 1;
        for (int k = strides.Length - 1; k >= 0; k--)
        {
            strides[k] = stride;
            stride *= dimensions[k];
        }

        return strides;
    }

    /// <summary>An axis counted from the end when negative.</summary>
    public static int Axis(OnnxNode node, long axis, int rank)
    {
        node.Require(axis >= -rank && axis < rank, $"its axis {axis} does not exist in {rank} dimensions.");
        return (int)(axis < 0 ? axis + rank : axis);
    }
}
