using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>What the operators share while a graph is read: the network so far, and the value of every name.</summary>
internal sealed class ImportContext(OnnxGraph graph)
{
    /// <summary>Numbers in index maps, tables and worked-out constants of one model: a small file must not make a large network.</summary>
    private const long MaxWork = 1L << 27;

    private readonly Dictionary<string, GraphValue> _values = [];
    private long _work;

    public OnnxGraph Graph { get; } = graph;

    public NetworkBuilder Builder { get; } = new();

    /// <summary>The quantised form of a float input, once its QuantizeLinear was read.</summary>
    public (IntegerValue Value, float Scale)? QuantisedInput { get; set; }

    /// <summary>Called before an array of this length is made from dimensions of the file.</summary>
    public void Spend(OnnxNode node, long numbers)
    {
        _work += numbers;
        node.Require(_work <= MaxWork, "its index maps and tables make the model too large.");
    }

    /// <summary>A constant's number for each channel of a tensor, or one number for all.</summary>
    public float[] PerChannel(OnnxNode node, OnnxConstant constant, ImmutableArray<int> dimensions)
    {
        Spend(node, ConstantReader.Count(dimensions, node.Name));
        return Broadcast.PerChannel(node, constant, dimensions);
    }

    public void Set(string name, GraphValue value) => _values[name] = value;

    public GraphValue Get(string name) => _values.TryGetValue(name, out GraphValue? value) ? value
        : Graph.Constants.TryGetValue(name, out OnnxConstant? constant) ? new ConstantValue(constant)
        : throw new ModelProblemException($"The value '{name}' is an optional output that is not supported.");

    public GraphValue Input(OnnxNode node, int index)
    {
        node.Require(node.HasInput(index), $"its input {index} is missing.");
        return Get(node.Inputs[index]);
    }

    public OnnxConstant Constant(OnnxNode node, int index) => (Input(node, index) as ConstantValue)?.Constant
        ?? throw node.Problem($"its input {index} must be a constant of the model.");

    public OnnxConstant? OptionalConstant(OnnxNode node, int index) => node.HasInput(index) ? Constant(node, index) : null;

    public float[] Floats(OnnxNode node, int index) =>
        Constant(node, index).Floats ?? throw node.Problem($"its input {index} must be of type float.");

    public long[] Integers(OnnxNode node, int index) =>
        Constant(node, index).Integers ?? throw node.Problem($"its input {index} must be of an integer type.");

    public RealValue Real(OnnxNode node, int index) => Input(node, index) switch
    {
        RealValue real => real,
        FloatInput => throw node.Problem("it computes with the float input: the model must begin with QuantizeLinear (`zkml model quantize` makes such a file)."),
        _ => throw node.Problem($"its input {index} must be a float tensor that depends on the model's input."),
    };

    public IntegerValue Integer(OnnxNode node, int index) => Input(node, index) as IntegerValue
        ?? throw node.Problem($"its input {index} must be an integer tensor that depends on the model's input.");

    public NetworkTensor TensorOf(RealValue value) => Builder.Tensors[value.Tensor];

    public NetworkTensor TensorOf(IntegerValue value) => Builder.Tensors[value.Tensor];

    /// <summary>The value without pending function: a clamp on few bits becomes bounds; anything else must be quantised by the model.</summary>
    public RealValue Settle(OnnxNode node, RealValue value)
    {
        if (value.Pending is not { } pending)
        {
            return value;
        }

        node.Require(!pending.IsScale, "the scale of its input is no power of two, so the runtime's sum of floats depends on the order of addition and "
            + "is not a function of the integers; QLinearConv and QLinearMatMul are exact with any scale.");
        NetworkTensor tensor = TensorOf(value);
        node.Require(pending.Clamp is not null && tensor.Interval.Width <= 256 && value.IsUniform,
            "an activation before it is not quantised: put QuantizeLinear and DequantizeLinear between them.");
        (float low, float high) = pending.Clamp!.Value;
        int e = value.Exponents[0];
        long first = FixedPoint.TryInteger(Math.Clamp(low, -1e9, 1e9), e, int.MaxValue, out long a) ? Math.Max(a, tensor.Interval.Min)
            : Math.ScaleB(low, -e) < tensor.Interval.Min ? tensor.Interval.Min : throw node.Problem(NotOnGrid(low));
        long last = FixedPoint.TryInteger(Math.Clamp(high, -1e9, 1e9), e, int.MaxValue, out long b) ? Math.Min(b, tensor.Interval.Max)
            : Math.ScaleB(high, -e) > tensor.Interval.Max ? tensor.Interval.Max : throw node.Problem(NotOnGrid(high));
        node.Require(first <= last, "a Clip before it leaves nothing of its input's range.");
        int clamped = Builder.Requantise(node.Name, value.Tensor, [0], (int)first, (int)last);
        return value with { Tensor = clamped, Pending = null };
    }

    /// <summary>All channels on one exponent, the smallest: an exact multiplication of the others.</summary>
    public RealValue Uniform(OnnxNode node, RealValue value)
    {
        if (value.IsUniform)
        {
            return value with { Exponents = [value.Exponents[0]] };
        }

        int lowest = value.Exponents.Min();
        node.Require(value.Exponents.Max() - lowest <= 14, "the scales of its input's channels are too far apart.");
        ImmutableArray<short> weights = [.. value.Exponents.Select(e => (short)(1 << (e - lowest)))];
        int tensor = Builder.Convolution(node.Name, value.Tensor, new Window(1, 1), weights.Length, weights, [.. new int[weights.Length]]);
        RequireExactInFloat(node, Builder.Tensors[tensor].Interval.MaxMagnitude);
        return value with { Tensor = tensor, Exponents = [lowest] };
    }

    public RealValue SettledReal(OnnxNode node, int index) => Uniform(node, Settle(node, Real(node, index)));

    /// <summary>Below this bound float32 sums are integer sums in any order.</summary>
    public static void RequireExactInFloat(OnnxNode node, long bound) => node.Require(bound <= NetworkLimits.ExactInFloat,
        $"its float sums may reach {bound} units, beyond 2^24: the runtime would round them, depending on the order of addition.");

    private static string NotOnGrid(float bound) => $"an activation before it clips at {bound}, which is not on its input's grid.";
}
