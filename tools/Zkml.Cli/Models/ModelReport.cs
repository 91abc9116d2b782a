using System.Collections.Immutable;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Statements.Inference;

namespace Zkml.Cli.Models;

/// <summary>What `zkml model inspect` shows.</summary>
public sealed record ModelReport(
    string Id, string Input, string Output, long Parameters, long MultiplyAdds, long LargestSum, ImmutableArray<LayerReport> Layers)
{
    /// <summary>Of a proof that shows the output; null when there is none.</summary>
    public ProofEstimate? Proof { get; init; }

    /// <summary>Why there is none.</summary>
    public string? Problem { get; init; }

    public static ModelReport Of(ImportedModel model, bool isPrivate = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        IntegerNetwork network = model.Network;
        var report = new ModelReport(
            Convert.ToHexStringLower(model.Id.AsSpan()), network.Input.Shape.ToString(), network.Output.Shape.ToString(), network.Parameters, network.MultiplyAdds,
            network.Tensors.Max(t => t.Interval.MaxMagnitude), [.. network.Layers.Select(l => LayerReport.Of(network, l))]);
        try
        {
            return report with { Proof = isPrivate ? OfPrivate(network) : ProofEstimate.Of(NetworkStatement.For(network, report.Id, Disclosure.Output).Plan, network) };
        }
        catch (ModelProblemException e)
        {
            return report with { Problem = e.Message };
        }
    }

    private static ProofEstimate OfPrivate(IntegerNetwork network)
    {
        Architecture architecture = Architecture.Of(network);
        return ProofEstimate.Of(PrivateNetworkStatement.For(architecture, Disclosure.Output).Plan, architecture.Network);
    }
}
