using System.Collections.Immutable;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>A tensor that the file gives: floats as float32, everything else as 64-bit integers. Exactly one of the two arrays is there.</summary>
public sealed class OnnxConstant
{
    public OnnxConstant(ImmutableArray<int> dimensions, float[] floats)
    {
        Dimensions = dimensions;
        Floats = floats;
        Type = DataType.Float;
    }

    public OnnxConstant(ImmutableArray<int> dimensions, long[] integers, DataType type)
    {
        Dimensions = dimensions;
        Integers = integers;
        Type = type;
    }

    public ImmutableArray<int> Dimensions { get; }

    public DataType Type { get; }

    public float[]? Floats { get; }

    public long[]? Integers { get; }

    public int Count => Floats?.Length ?? Integers!.Length;

    /// <summary>The same numbers elsewhere: y[k] = x[map[k]], or fill where the map says −1.</summary>
    public OnnxConstant Rearranged(ImmutableArray<int> dimensions, ReadOnlySpan<int> map, double fill)
    {
        if (Floats is { } floats)
        {
            float[] moved = new float[map.Length];
            for (int k = 0; k < map.Length; k++)
            {
                moved[k] = map[k] < 0 ? (float)fill : floats[map[k]];
            }

            return new OnnxConstant(dimensions, moved);
        }

        long[] integers = new long[map.Length];
        for (int k = 0; k < map.Length; k++)
        {
            integers[k] = map[k] < 0 ? (long)fill : Integers![map[k]];
        }

        return new OnnxConstant(dimensions, integers, Type);
    }

    public OnnxConstant Reshaped(ImmutableArray<int> dimensions) =>
        Floats is { } floats ? new OnnxConstant(dimensions, floats) : new OnnxConstant(dimensions, Integers!, Type);
}
