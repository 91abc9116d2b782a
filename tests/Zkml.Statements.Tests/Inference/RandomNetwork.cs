using Zkml.Networks;

namespace Zkml.Statements.Tests.Inference;

/// <summary>Networks of one layer of every kind, or of several, with random shapes and weights; sizes are a few dozen values.</summary>
internal sealed class RandomNetwork(int seed)
{
    private readonly Random _random = new(seed);
    private readonly NetworkBuilder _builder = new();

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "convolution", "depthwise", "grouped", "dense", "flattened", "requantised", "per channel", "far shifts", "left shift", "step", "steps",
        "table", "tables", "fused table", "maximum", "padded maximum", "sum", "product", "concat", "spatial", "rearranged", "reshaped", "chain",
    ];

    public IntegerNetwork Of(string kind)
    {
        TensorShape shape = new(1 + _random.Next(4), 1 + _random.Next(5), 1 + _random.Next(5));
        int input = _builder.Input("x", kind is "grouped" ? shape with { Channels = 4 } : shape, new Interval(-128, 127));
        return _builder.Build(kind switch
        {
            "convolution" => Convolution(input, groups: 1),
            "depthwise" => Convolution(input, groups: Shape(input).Channels, Shape(input).Channels),
            "grouped" => Convolution(input, groups: 2, 6),
            "dense" => Dense(_builder.Reshape("vector", input, new TensorShape(shape.Count, 1, 1)), 5),
            "flattened" => Eight(Dense(_builder.Reshape("vector", Eight(Convolution(input, 1)), Vector(_builder.Tensors.Count - 1)), 3)),
            "requantised" => _builder.Requantise("q", Convolution(input, 1), [1 + _random.Next(8)], -100, 101),
            "per channel" => PerChannel(input, 3, 9),
            "far shifts" => PerChannel(input, 2, 25),
            "left shift" => PerChannel(_builder.Requantise("small", input, [4], -8, 7), -3, 1),
            "step" => Steps(input, shared: true),
            "steps" => Steps(input, shared: false),
            "table" => _builder.Lookup("f", input, [.. Function()]),
            "tables" => _builder.Lookup("f", input, [.. Enumerable.Range(0, shape.Channels).SelectMany(_ => Function())]),
            "fused table" => _builder.Lookup("f", _builder.Requantise("q", Convolution(input, 1), [6], -128, 127), [.. Full()]),
            "maximum" => MaxPool(input, 0),
            "padded maximum" => MaxPool(input, 1),
            "sum" => Eight(_builder.WeightedSum("sum", [input, input, Eight(Convolution(input, 1, shape.Channels, point: true))], [2, -1, 4]), 1),
            "product" => Eight(_builder.Product("product", input, Eight(Convolution(input, 1, shape.Channels, point: true))), 7),
            "concat" => Eight(Convolution(_builder.Concat("both", [input, Eight(Convolution(input, 1, 2, point: true))]), 1)),
            "spatial" => _builder.SpatialMap("resized", input, Small(3 * shape.Height), Small(2 * shape.Width)),
            "rearranged" => Rearranged(input),
            "reshaped" => Convolution(_builder.Reshape("turned", input, new TensorShape(shape.Width, shape.Channels, shape.Height)), 1),
            "chain" => Chain(input),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        });
    }

    public int[] Input(IntegerNetwork network) => [.. Enumerable.Range(0, network.Input.Shape.Count)
        .Select(_ => _random.Next((int)network.Input.Interval.Min, (int)network.Input.Interval.Max + 1))];

    private TensorShape Shape(int tensor) => _builder.Tensors[tensor].Shape;

    private TensorShape Vector(int tensor) => new(Shape(tensor).Count, 1, 1);

    private int Chain(int input)
    {
        int first = Eight(Convolution(input, 1, 3)), second = Eight(Convolution(first, 3, 3, point: true));
        int sum = _builder.Requantise("add", _builder.WeightedSum("sum", [first, second], [1, 1]), [0], -128, 127);
        return Eight(Dense(_builder.Reshape("vector", MaxPool(_builder.Lookup("f", sum, [.. Full()]), 1), Vector(_builder.Tensors.Count - 1)), 4));
    }

    private int Convolution(int input, int groups, int channels = 3, bool point = false)
    {
        TensorShape from = Shape(input);
        Window window = point ? new Window(1, 1) : new Window(1 + _random.Next(3), 1 + _random.Next(3))
        {
            StrideY = 1 + _random.Next(2), StrideX = 1 + _random.Next(2), DilationY = 1 + _random.Next(2), DilationX = 1 + _random.Next(2),
            PadTop = 1 + _random.Next(2), PadLeft = 2, PadBottom = 4, PadRight = 3 + _random.Next(2),
        };
        return _builder.Convolution(
            "conv", input, window, groups, [.. Small(channels * (from.Channels / groups) * window.Size).Select(w => (short)w)],
            [.. Enumerable.Range(0, channels).Select(_ => _random.Next(-500, 500))]);
    }

    private int Dense(int input, int outputs) => _builder.Convolution(
        "dense", input, new Window(1, 1), 1, [.. Small(outputs * Shape(input).Count).Select(w => (short)w)], [.. Small(outputs)]);

    private int Eight(int input, int shift = 5) => _builder.Requantise("q" + input, input, [shift], -128, 127);

    private int PerChannel(int input, int from, int to)
    {
        int accumulators = Convolution(input, 1, 4);
        return _builder.Requantise("q", accumulators, [from, to, from + 1, from], -128, 127);
    }

    private int Steps(int input, bool shared)
    {
        int accumulators = Convolution(input, 1, 3);
        Interval range = _builder.Tensors[accumulators].Interval;
        return _builder.Step("step", accumulators, [.. Enumerable.Range(0, shared ? 1 : 3).SelectMany(_ =>
            Enumerable.Range(0, 9).Select(_ => (int)_random.NextInt64(range.Min, range.Max + 2)).Order())], -4, 5);
    }

    private int MaxPool(int input, int padding)
    {
        TensorShape from = Shape(input);
        return _builder.MaxPool("max", input, new Window(Math.Min(from.Height, 1 + padding + _random.Next(2)), Math.Min(from.Width, 2))
        {
            StrideY = 1 + _random.Next(2), StrideX = 1 + _random.Next(2), PadTop = from.Height > 1 ? padding : 0, PadLeft = from.Width > 1 ? padding : 0,
        });
    }

    private int Rearranged(int input)
    {
        int count = Shape(input).Count;
        return _builder.Rearrange("moved", input, new TensorShape(3, 2, 2), [.. Enumerable.Range(0, 12).Select(_ => _random.Next(-1, count))], -7);
    }

    private IEnumerable<short> Function() => Enumerable.Range(0, 256).Select(x => (short)((x * 37 + _random.Next(3)) % 200 - 100));

    private IEnumerable<short> Full() => Enumerable.Range(0, 256).Select(x => (short)((x * x / 256) - 128)).Take(Entries());

    private int Entries() => (int)_builder.Tensors[^1].Interval.Width;

    private System.Collections.Immutable.ImmutableArray<int> Small(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.Next(-7, 8))];
}
