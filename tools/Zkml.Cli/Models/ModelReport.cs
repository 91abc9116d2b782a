using System.Collections.Immutable;
using Zkml.Networks;
using Zkml.Onnx;

namespace Zkml.Cli.Models;

/// <summary>What `zkml model inspect` shows. Committed counts the results of layers that are not linear: linear ones are views of them.</summary>
public sealed record ModelReport(
    string Id, string Input, string Output, long Parameters, long MultiplyAdds, long Committed, long LargestSum, ImmutableArray<LayerReport> Layers)
{
    public static ModelReport Of(ImportedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        IntegerNetwork network = model.Network;
        long committed = network.Input.Shape.Count + network.Layers
            .Where(l => l is RequantiseLayer or StepLayer or LookupLayer or MaxPoolLayer or ProductLayer).Sum(l => (long)network.Tensors[l.Output].Shape.Count);
        return new ModelReport(
            Convert.ToHexStringLower(model.Id.AsSpan()), network.Input.Shape.ToString(), network.Output.Shape.ToString(), network.Parameters, network.MultiplyAdds,
            committed, network.Tensors.Max(t => t.Interval.MaxMagnitude), [.. network.Layers.Select(l => LayerReport.Of(network, l))]);
    }
}
