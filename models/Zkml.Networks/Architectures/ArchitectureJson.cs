using System.Text.Json;

namespace Zkml.Networks;

/// <summary>Writes a network without its weights, and builds that again, checking all that <see cref="NetworkBuilder"/> checks.</summary>
internal static class ArchitectureJson
{
    private const string Format = "zkml/architecture/1";

    /// <summary>Bounds of results and inputs; wider ones have no meaning for 8 bits, and their difference could overflow.</summary>
    private static readonly Interval Plausible = new(-(1 << 20), 1 << 20);

    public static byte[] Write(ArchitectureDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, ArchitectureContext.Default.ArchitectureDocument);

    public static ArchitectureDocument Describe(IntegerNetwork model)
    {
        NetworkTensor input = model.Input;
        for (int k = 0; k < model.Layers.Length; k++)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(model.Layers[k].Output, k + 1, nameof(model));
        }

        return new ArchitectureDocument(
            Format, new ArchitectureInput(input.Name, Numbers(input.Shape), checked((int)input.Interval.Min), checked((int)input.Interval.Max)),
            [.. model.Layers.Select(l => Describe(model, l))], model.OutputIndex);
    }

    /// <summary>Null when these are not the bytes that <see cref="Write"/> writes for what they say.</summary>
    /// <exception cref="ModelProblemException">A layer that does not fit.</exception>
    public static IntegerNetwork? Build(byte[] file)
    {
        ArchitectureDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(file, ArchitectureContext.Default.ArchitectureDocument);
        }
        catch (JsonException)
        {
            return null;
        }

        return document is { Format: Format } && Write(document).AsSpan().SequenceEqual(file) && Shape(document.Input.Shape) is { } shape
            && Plausible.Contains(document.Input.Min) && Plausible.Contains(document.Input.Max) && document.Layers.All(l => l is not null)
            ? Build(document, shape)
            : null;
    }

    private static IntegerNetwork? Build(ArchitectureDocument document, TensorShape shape)
    {
        var builder = new NetworkBuilder();
        builder.Input(document.Input.Name, shape, new Interval(document.Input.Min, document.Input.Max));
        foreach (ArchitectureLayer layer in document.Layers)
        {
            if (layer.Inputs.Length == 0 || layer.Inputs.Any(i => i < 0 || i >= builder.Tensors.Count) || Add(builder, layer) is null)
            {
                return null;
            }
        }

        return document.Output >= 0 && document.Output < builder.Tensors.Count ? builder.Build(document.Output) : null;
    }

    private static ArchitectureLayer Describe(IntegerNetwork model, NetworkLayer layer)
    {
        Interval result = model.Tensors[layer.Output].Interval;
        ArchitectureLayer Of(string kind) => new(kind, layer.Name, [.. layer.Inputs]);
        return layer switch
        {
            ConvolutionLayer l => Of("convolution") with { Window = Numbers(l.Window), Groups = l.Groups, Outputs = l.Bias.Length, Bits = BitsOf(result) },
            SpatialMapLayer l => Of("spatial map") with { Rows = [.. l.Rows], Columns = [.. l.Columns] },
            WeightedSumLayer l => Of("sum") with { Coefficients = [.. l.Coefficients] },
            ProductLayer => Of("product"),
            ConcatLayer => Of("concat"),
            ReshapeLayer l => Of("reshape") with { Shape = Numbers(model.Tensors[l.Output].Shape) },
            RearrangeLayer l => Of("rearrange") with { Shape = Numbers(model.Tensors[l.Output].Shape), Map = [.. l.Map], Fill = l.Fill },
            RequantiseLayer l => Of("requantise") with { Shifts = [.. l.Shifts], Min = (int)result.Min, Max = (int)result.Max },
            StepLayer l => Of("step") with { Thresholds = [.. l.Thresholds], Min = l.Min, Max = l.Max },
            LookupLayer l => Of("table") with { Table = [.. l.Table] },
            MaxPoolLayer l => Of("maximum") with { Window = Numbers(l.Window) },
            _ => throw ModelProblemException.At(layer.Name, layer.GetType().Name, "a model with such a layer cannot have secret weights."),
        };
    }

    /// <summary>The new tensor; null when a member that the kind needs is missing.</summary>
    private static int? Add(NetworkBuilder builder, ArchitectureLayer layer)
    {
        (string name, int first) = (layer.Name, layer.Inputs[0]);
        bool hasBounds = layer is { Min: { } least, Max: { } most } && Plausible.Contains(least) && Plausible.Contains(most);
        return layer switch
        {
            { Inputs.Length: 1, Kind: "convolution", Groups: { } groups, Outputs: { } outputs, Bits: { } bits } when Window(layer.Window) is { } window =>
                builder.HiddenConvolution(name, first, window, groups, (outputs, bits)),
            { Inputs.Length: 1, Kind: "spatial map", Rows: { } rows, Columns: { } columns } => builder.SpatialMap(name, first, [.. rows], [.. columns]),
            { Kind: "sum", Coefficients: { } coefficients } when coefficients.Length == layer.Inputs.Length => builder.WeightedSum(name, [.. layer.Inputs], [.. coefficients]),
            { Inputs.Length: 2, Kind: "product" } => builder.Product(name, first, layer.Inputs[1]),
            { Kind: "concat" } => builder.Concat(name, [.. layer.Inputs]),
            { Inputs.Length: 1, Kind: "reshape" } when Shape(layer.Shape) is { } shape => builder.Reshape(name, first, shape),
            { Inputs.Length: 1, Kind: "rearrange", Map: { } map, Fill: { } fill } when Shape(layer.Shape) is { } shape => builder.Rearrange(name, first, shape, [.. map], fill),
            { Inputs.Length: 1, Kind: "requantise", Shifts: { Length: > 0 } shifts } when hasBounds =>
                builder.Requantise(name, first, [.. shifts], layer.Min!.Value, layer.Max!.Value),
            { Inputs.Length: 1, Kind: "step", Thresholds: { } thresholds } when hasBounds => builder.Step(name, first, [.. thresholds], layer.Min!.Value, layer.Max!.Value),
            { Inputs.Length: 1, Kind: "table", Table: { Length: > 0 } table } => builder.Lookup(name, first, [.. table]),
            { Inputs.Length: 1, Kind: "maximum" } when Window(layer.Window) is { } window => builder.MaxPool(name, first, window),
            _ => null,
        };
    }

    private static int BitsOf(Interval sums) => (int)Math.Ceiling(Math.Log2(Math.Max(1, sums.MaxMagnitude)));

    private static int[] Numbers(TensorShape shape) => [shape.Channels, shape.Height, shape.Width];

    private static int[] Numbers(Window w) =>
        [w.KernelY, w.KernelX, w.StrideY, w.StrideX, w.DilationY, w.DilationX, w.PadTop, w.PadLeft, w.PadBottom, w.PadRight];

    private static TensorShape? Shape(int[]? s) => s is [> 0, > 0, > 0] ? new TensorShape(s[0], s[1], s[2]) : null;

    private static Window? Window(int[]? w) => w is { Length: 10 }
        ? new Window(w[0], w[1]) { StrideY = w[2], StrideX = w[3], DilationY = w[4], DilationX = w[5], PadTop = w[6], PadLeft = w[7], PadBottom = w[8], PadRight = w[9] }
        : null;
}
