using Zkml.Networks;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>The integer types of the file that stand for tensors of a network.</summary>
internal static class IntegerTypes
{
    public static bool IsEightBits(DataType type) => type is DataType.Int8 or DataType.Uint8;

    public static Interval RangeOf(DataType type) => type switch
    {
        DataType.Int8 => new(sbyte.MinValue, sbyte.MaxValue),
        DataType.Uint8 => new(byte.MinValue, byte.MaxValue),
        _ => throw new ModelProblemException($"Tensors of type {type} are not supported where 8 bits are expected."),
    };
}
