using System.Collections.Immutable;

namespace Zkml.Runtime;

/// <summary>A tensor as the runtime sees it: dimensions and a flat array of float, sbyte, byte, short, ushort, int, long or bool.</summary>
public sealed record RuntimeTensor(ImmutableArray<int> Dimensions, Array Data)
{
    public static RuntimeTensor Of(Array data, params ReadOnlySpan<int> dimensions)
    {
        ArgumentNullException.ThrowIfNull(data);
        long count = 1;
        foreach (int d in dimensions)
        {
            count *= d;
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(count, data.Length);
        return new RuntimeTensor([.. dimensions], data);
    }

    /// <summary>The numbers of an integer tensor, widened.</summary>
    public int[] ToIntegers() => Data switch
    {
        sbyte[] d => Array.ConvertAll(d, v => (int)v),
        byte[] d => Array.ConvertAll(d, v => (int)v),
        short[] d => Array.ConvertAll(d, v => (int)v),
        ushort[] d => Array.ConvertAll(d, v => (int)v),
        int[] d => (int[])d.Clone(),
        long[] d => Array.ConvertAll(d, v => checked((int)v)),
        _ => throw new InvalidOperationException($"{Data.GetType().Name} does not hold integers."),
    };

    /// <summary>The numbers of a float tensor.</summary>
    public float[] ToFloats() => Data as float[] ?? throw new InvalidOperationException($"{Data.GetType().Name} does not hold floats.");
}
