using System.Buffers.Binary;
using System.Collections.Immutable;
using Zkml.Networks;
using Zkml.Onnx.Schema;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>Decodes the tensors of a file; dimensions and lengths are checked before anything is allocated.</summary>
internal static class ConstantReader
{
    public static OnnxConstant Read(TensorProto tensor, string name)
    {
        ImmutableArray<int> dimensions = Dimensions(tensor, name);
        int count = Count(dimensions, name);
        var type = (DataType)tensor.DataType;
        return type == DataType.Float ? new OnnxConstant(dimensions, Floats(tensor, count, name))
            : WidthOf(type) > 0 ? new OnnxConstant(dimensions, Integers(tensor, type, count, name), type)
            : throw new ModelProblemException($"The tensor '{name}' is of type {type}, which is not supported.");
    }

    /// <summary>Numbers in a tensor of these dimensions; refuses products beyond the limit without computing them.</summary>
    public static int Count(ReadOnlySpan<int> dimensions, string name)
    {
        long count = 1;
        foreach (int d in dimensions)
        {
            count *= d;
            if (count > NetworkLimits.MaxConstant)
            {
                throw new ModelProblemException($"The tensor '{name}' has more than {NetworkLimits.MaxConstant} values.");
            }
        }

        return (int)count;
    }

    public static int Count(ImmutableArray<int> dimensions, string name) => Count(dimensions.AsSpan(), name);

    private static ImmutableArray<int> Dimensions(TensorProto tensor, string name)
    {
        if (tensor.Dims.Count > 8 || tensor.Dims.Any(d => d is < 0 or > NetworkLimits.MaxConstant))
        {
            throw new ModelProblemException($"The tensor '{name}' has dimensions that are too many, negative or too large.");
        }

        return [.. tensor.Dims.Select(d => (int)d)];
    }

    private static float[] Floats(TensorProto tensor, int count, string name)
    {
        float[] values = new float[count];
        if (tensor.RawData.Length > 0)
        {
            CheckLength(tensor.RawData.Length, 4L * count, name);
            ReadOnlySpan<byte> raw = tensor.RawData.Span;
            for (int k = 0; k < count; k++)
            {
                values[k] = BinaryPrimitives.ReadSingleLittleEndian(raw[(4 * k)..]);
            }
        }
        else
        {
            CheckLength(tensor.FloatData.Count, count, name);
            tensor.FloatData.CopyTo(values, 0);
        }

        if (Array.Exists(values, v => !float.IsFinite(v)))
        {
            throw new ModelProblemException($"The tensor '{name}' holds a number that is not finite.");
        }

        return values;
    }

    private static long[] Integers(TensorProto tensor, DataType type, int count, string name)
    {
        long[] values = new long[count];
        if (tensor.RawData.Length > 0)
        {
            int width = WidthOf(type);
            CheckLength(tensor.RawData.Length, (long)width * count, name);
            ReadOnlySpan<byte> raw = tensor.RawData.Span;
            for (int k = 0; k < count; k++)
            {
                values[k] = ReadInteger(raw[(width * k)..], type);
            }
        }
        else if (type == DataType.Int64)
        {
            CheckLength(tensor.Int64Data.Count, count, name);
            tensor.Int64Data.CopyTo(values, 0);
        }
        else
        {
            CheckLength(tensor.Int32Data.Count, count, name);
            for (int k = 0; k < count; k++)
            {
                values[k] = tensor.Int32Data[k];
            }
        }

        if (Array.Exists(values, v => !Fits(v, type)))
        {
            throw new ModelProblemException($"The tensor '{name}' holds a number that its type {type} cannot hold.");
        }

        return values;
    }

    private static bool Fits(long value, DataType type) => type switch
    {
        DataType.Int8 => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        DataType.Uint8 => value is >= 0 and <= byte.MaxValue,
        DataType.Int16 => value is >= short.MinValue and <= short.MaxValue,
        DataType.Uint16 => value is >= 0 and <= ushort.MaxValue,
        DataType.Bool => value is 0 or 1,
        _ => true,
    };

    private static long ReadInteger(ReadOnlySpan<byte> raw, DataType type) => type switch
    {
        DataType.Int8 => (sbyte)raw[0],
        DataType.Uint8 or DataType.Bool => raw[0],
        DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(raw),
        DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(raw),
        DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(raw),
        _ => BinaryPrimitives.ReadInt64LittleEndian(raw),
    };

    /// <summary>Bytes of one number; zero for types that are not supported.</summary>
    private static int WidthOf(DataType type) => type switch
    {
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
        DataType.Int16 or DataType.Uint16 => 2,
        DataType.Int32 => 4,
        DataType.Int64 => 8,
        _ => 0,
    };

    private static void CheckLength(long actual, long expected, string name)
    {
        if (actual != expected)
        {
            throw new ModelProblemException($"The tensor '{name}' holds {actual} units of data where its dimensions need {expected}.");
        }
    }
}
