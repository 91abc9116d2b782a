using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// Builds a network layer by layer. Every method checks shapes, computes the output's shape and interval from weights alone, and refuses, naming the
/// node, whatever could leave <see cref="NetworkLimits"/>. Prover and verifier both build, so neither trusts the other's bounds.
/// </summary>
public sealed partial class NetworkBuilder
{
    private readonly List<NetworkTensor> _tensors = [];
    private readonly List<NetworkLayer> _layers = [];
    private long _values;

    public IReadOnlyList<NetworkTensor> Tensors => _tensors;

    /// <summary>The network's one input; called once, first.</summary>
    public int Input(string name, TensorShape shape, Interval interval)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(_tensors.Count, 0);
        Require(interval.Min <= interval.Max, name, "Input", $"its interval {interval} is empty.");
        return AddTensor(name, "Input", shape, interval);
    }

    /// <summary>Says what the integers of a tensor mean: its name, scales (one, or one for each channel) and the zero point of the file's type.</summary>
    public void Describe(int tensor, string name, ImmutableArray<double> scales, int zeroPoint = 0)
    {
        NetworkTensor known = _tensors[tensor];
        if (scales.Length != 1)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(scales.Length, known.Shape.Channels);
        }

        _tensors[tensor] = known with { Name = name, Scales = scales, ZeroPoint = zeroPoint };
    }

    public IntegerNetwork Build(int output)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, _tensors.Count);
        if (_layers.Count == 0)
        {
            throw new ModelProblemException("The model computes nothing: its output is its input.");
        }

        return new IntegerNetwork([.. _tensors], [.. _layers], 0, output);
    }

    /// <summary>Weights O × C/G × KernelY × KernelX, bias O.</summary>
    public int Convolution(string name, int source, Window window, int groups, ImmutableArray<short> weights, ImmutableArray<int> bias)
    {
        const string Kind = "Conv";
        TensorShape input = Shape(source);
        Require(groups > 0 && input.Channels % groups == 0 && bias.Length > 0 && bias.Length % groups == 0, name, Kind,
            $"{groups} groups do not divide {input.Channels} input channels and {bias.Length} output channels.");
        int perOutput = input.Channels / groups * window.Size;
        Require(weights.Length == (long)bias.Length * perOutput, name, Kind,
            $"it has {weights.Length} weights where its shape needs {(long)bias.Length * perOutput}.");
        TensorShape shape = Slide(name, Kind, input, window, bias.Length);

        Interval x = HasPadding(window) ? Interval(source).Union(default) : Interval(source);
        Require((Int128)x.MaxMagnitude * perOutput * short.MaxValue < 1L << 61, name, Kind, $"its sums of {perOutput} terms of {x} leave 30 bits.");
        Interval accumulators = Sum(weights.AsSpan(0, perOutput), bias[0], x);
        for (int o = 1; o < bias.Length; o++)
        {
            accumulators = accumulators.Union(Sum(weights.AsSpan().Slice(o * perOutput, perOutput), bias[o], x));
        }

        int output = AddTensor(name, Kind, shape, accumulators);
        _layers.Add(new ConvolutionLayer(name, source, output, window, groups, weights, bias));
        return output;
    }

    /// <summary>y = Rows · x · Columnsᵀ in every channel; rows are output height × input height.</summary>
    public int SpatialMap(string name, int source, ImmutableArray<int> rows, ImmutableArray<int> columns)
    {
        const string Kind = "spatial map";
        TensorShape input = Shape(source);
        Require(rows.Length > 0 && columns.Length > 0 && rows.Length % input.Height == 0 && columns.Length % input.Width == 0, name, Kind,
            $"its matrices do not fit an image of {input}.");
        Interval interval = RowSums(columns, input.Width, RowSums(rows, input.Height, Interval(source)));
        int output = AddTensor(name, Kind, new TensorShape(input.Channels, rows.Length / input.Height, columns.Length / input.Width), interval);
        _layers.Add(new SpatialMapLayer(name, source, output, rows, columns));
        return output;
    }

    public int WeightedSum(string name, ImmutableArray<int> terms, ImmutableArray<int> coefficients)
    {
        const string Kind = "Add";
        ArgumentOutOfRangeException.ThrowIfNotEqual(terms.Length, coefficients.Length);
        ArgumentOutOfRangeException.ThrowIfZero(terms.Length);
        TensorShape shape = Shape(terms[0]);
        Interval interval = default;
        for (int k = 0; k < terms.Length; k++)
        {
            Require(Shape(terms[k]) == shape, name, Kind, $"its inputs have different shapes, {shape} and {Shape(terms[k])}.");
            interval += Interval(terms[k]) * coefficients[k];
        }

        int output = AddTensor(name, Kind, shape, interval);
        _layers.Add(new WeightedSumLayer(name, terms, output, coefficients));
        return output;
    }

    public int Product(string name, int left, int right)
    {
        const string Kind = "Mul";
        Require(Shape(left) == Shape(right), name, Kind, $"its inputs have different shapes, {Shape(left)} and {Shape(right)}.");
        int output = AddTensor(name, Kind, Shape(left), Interval(left) * Interval(right));
        _layers.Add(new ProductLayer(name, left, right, output));
        return output;
    }

    /// <summary>Interval of bias + Σ w·x; no overflow, checked before.</summary>
    private static Interval Sum(ReadOnlySpan<short> weights, int bias, Interval x)
    {
        long positive = 0, negative = 0;
        foreach (short w in weights)
        {
            positive += Math.Max((int)w, 0);
            negative += Math.Min((int)w, 0);
        }

        return new Interval(bias + (positive * x.Min) + (negative * x.Max), bias + (positive * x.Max) + (negative * x.Min));
    }

    /// <summary>Interval of Σ_a M[i, a]·x_a over all rows i.</summary>
    private static Interval RowSums(ImmutableArray<int> matrix, int width, Interval x)
    {
        Interval all = default;
        for (int start = 0; start < matrix.Length; start += width)
        {
            Interval row = default;
            foreach (int m in matrix.AsSpan().Slice(start, width))
            {
                row += x * m;
            }

            all = start == 0 ? row : all.Union(row);
        }

        return all;
    }

    private static bool HasPadding(Window w) => (w.PadTop | w.PadLeft | w.PadBottom | w.PadRight) != 0;

    private static TensorShape Slide(string name, string kind, TensorShape input, Window w, int channels)
    {
        Require(Math.Min(Math.Min(w.KernelY, w.KernelX), Math.Min(w.StrideY, w.StrideX)) > 0 && Math.Min(w.DilationY, w.DilationX) > 0
            && Math.Min(Math.Min(w.PadTop, w.PadLeft), Math.Min(w.PadBottom, w.PadRight)) >= 0, name, kind,
            "kernel, strides and dilations must be positive, padding must not be negative.");
        long largest = Math.Max((long)w.KernelY * w.DilationY, (long)w.KernelX * w.DilationX);
        long padding = Math.Max((long)w.PadTop + w.PadBottom, (long)w.PadLeft + w.PadRight);
        Require(Math.Max(largest, padding) <= 1 << 20, name, kind, "its kernel or padding is too large.");
        var shape = new TensorShape(channels, w.OutputHeight(input.Height), w.OutputWidth(input.Width));
        Require(shape.Height > 0 && shape.Width > 0, name, kind, $"its kernel is larger than its padded input of {input}.");
        return shape;
    }

    private TensorShape Shape(int tensor) => _tensors[tensor].Shape;

    private Interval Interval(int tensor) => _tensors[tensor].Interval;

    private int AddTensor(string name, string kind, TensorShape shape, Interval interval)
    {
        Require(shape.Channels > 0 && shape.Height > 0 && shape.Width > 0, name, kind, $"its shape {shape} is empty.");
        Require((Int128)shape.Channels * shape.Height * shape.Width <= NetworkLimits.MaxTensor, name, kind,
            $"its shape {shape} has more than {NetworkLimits.MaxTensor} values.");
        Require(interval.MaxMagnitude < NetworkLimits.MaxMagnitude, name, kind,
            $"its values may reach {interval}; they must stay below 2^30 − 2^23, or they could wrap in the proof's field.");
        Require(_layers.Count < NetworkLimits.MaxLayers, name, kind, $"the network has more than {NetworkLimits.MaxLayers} layers.");
        _values += shape.Count;
        Require(_values <= NetworkLimits.MaxTensors, name, kind, $"the network has more than {NetworkLimits.MaxTensors} values in all.");
        _tensors.Add(new NetworkTensor(_tensors.Count, name, shape, interval));
        return _tensors.Count - 1;
    }

    private static void Require(bool condition, string name, string kind, string sentence)
    {
        if (!condition)
        {
            throw ModelProblemException.At(name, kind, sentence);
        }
    }
}
