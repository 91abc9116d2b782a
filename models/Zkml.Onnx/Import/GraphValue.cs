using System.Collections.Immutable;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>What a name of the graph stands for while the graph is read.</summary>
internal abstract record GraphValue(ImmutableArray<int> Dimensions);

/// <summary>Known numbers.</summary>
internal sealed record ConstantValue(OnnxConstant Constant) : GraphValue(Constant.Dimensions);

/// <summary>The float input before its QuantizeLinear: only moved about, never computed with.</summary>
internal sealed record FloatInput(ImmutableArray<int> Dimensions) : GraphValue(Dimensions);

/// <summary>A tensor of an integer type; the file's numbers are those of the network's tensor plus the zero point.</summary>
internal sealed record IntegerValue(int Tensor, ImmutableArray<int> Dimensions, DataType Type, int ZeroPoint) : GraphValue(Dimensions);

/// <summary>
/// A float tensor of which every number is known to be f(v · 2^e) exactly: v in the network's tensor, e = Exponents[channel] (or the only one), f a
/// pending function or none.
/// </summary>
internal sealed record RealValue(int Tensor, ImmutableArray<int> Dimensions, ImmutableArray<int> Exponents) : GraphValue(Dimensions)
{
    public PendingFunction? Pending { get; init; }

    public bool IsUniform => Exponents.All(e => e == Exponents[0]);

    public int ExponentOf(int channel) => Exponents[Exponents.Length == 1 ? 0 : channel];
}
