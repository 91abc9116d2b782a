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
    public int[] ToIntegers()
    {
        // By type code, because for the machine an array of bytes is an array of signed bytes too.
        int[] integers = new int[Data.Length];
        for (int k = 0; k < integers.Length; k++)
        {
            integers[k] = ElementType switch
            {
                TypeCode.SByte => ((sbyte[])Data)[k],
                TypeCode.Byte => ((byte[])Data)[k],
                TypeCode.Int16 => ((short[])Data)[k],
                TypeCode.UInt16 => ((ushort[])Data)[k],
                TypeCode.Int32 => ((int[])Data)[k],
                TypeCode.Int64 => checked((int)((long[])Data)[k]),
                _ => throw new InvalidOperationException($"{Data.GetType().Name} does not hold integers."),
            };
        }

        return integers;
    }

    /// <summary>Of the array's elements.</summary>
    public TypeCode ElementType => Type.GetTypeCode(Data.GetType().GetElementType());

    /// <summary>The numbers of a float tensor.</summary>
    public float[] ToFloats() => Data as float[] ?? throw new InvalidOperationException($"{Data.GetType().Name} does not hold floats.");
}
