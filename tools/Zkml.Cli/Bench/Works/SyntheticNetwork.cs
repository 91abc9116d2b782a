using Zkml.Networks;

namespace Zkml.Cli.Bench.Works;

/// <summary>
/// Networks of 3 × 3 and other convolutions with ReLU, built layer by layer from weights that nobody trained: 8-bit weights with a power-of-two
/// scale that uses their range, unsigned 8-bit activations, requantised by the weights' scale.
/// </summary>
internal sealed class SyntheticNetwork
{
    private const int LargestWeight = 127, Bias = 8;

    private readonly NetworkBuilder _builder = new();
    private readonly SyntheticWeights _random = new(1);
    private TensorShape _shape;
    private int _last;
    private int _layers;

    public SyntheticNetwork(TensorShape input)
    {
        _shape = input;
        _last = _builder.Input("input", input, new Interval(0, byte.MaxValue));
    }

    /// <summary>A square kernel with as much padding on every side; ReLU unless it is the last layer.</summary>
    public SyntheticNetwork Convolution(int channels, int kernel, int padding, bool last = false)
    {
        var window = new Window(kernel, kernel) { PadTop = padding, PadLeft = padding, PadBottom = padding, PadRight = padding };
        int inputs = _shape.Channels * kernel * kernel;
        int shift = (int)Math.Floor(Math.Log2(LargestWeight / Math.Sqrt(6.0 / inputs)));
        string name = $"layer {++_layers}";
        _last = _builder.Convolution(
            name, _last, window, 1, [.. _random.Layer(inputs, channels, 1 << shift)], [.. _random.Integers(channels, Bias << shift)]);
        _last = _builder.Requantise(name + " activation", _last, [shift], last ? sbyte.MinValue : 0, last ? sbyte.MaxValue : byte.MaxValue);
        _shape = new TensorShape(channels, window.OutputHeight(_shape.Height), window.OutputWidth(_shape.Width));
        return this;
    }

    public SyntheticNetwork Dense(int channels, bool last = false)
    {
        if (_shape.Plane > 1)
        {
            _shape = new TensorShape(_shape.Count, 1, 1);
            _last = _builder.Reshape("flatten", _last, _shape);
        }

        return Convolution(channels, 1, 0, last);
    }

    /// <summary>The largest of each 2 × 2.</summary>
    public SyntheticNetwork Pool()
    {
        var window = new Window(2, 2) { StrideY = 2, StrideX = 2 };
        _last = _builder.MaxPool($"pool {_layers}", _last, window);
        _shape = new TensorShape(_shape.Channels, window.OutputHeight(_shape.Height), window.OutputWidth(_shape.Width));
        return this;
    }

    public IntegerNetwork Build() => _builder.Build(_last);
}
