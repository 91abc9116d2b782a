using Zkml.Networks;

namespace Zkml.Cli.Models;

/// <summary>One layer: its kind, the shape of its output, and the interval that holds it.</summary>
public sealed record LayerReport(string Name, string Kind, string Shape, long Min, long Max)
{
    private const string Suffix = "Layer";

    internal static LayerReport Of(IntegerNetwork network, NetworkLayer layer)
    {
        NetworkTensor tensor = network.Tensors[layer.Output];
        return new LayerReport(layer.Name, layer.GetType().Name[..^Suffix.Length], tensor.Shape.ToString(), tensor.Interval.Min, tensor.Interval.Max);
    }
}
