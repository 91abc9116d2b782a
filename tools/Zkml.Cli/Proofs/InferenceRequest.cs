using Zkml.Onnx;
using Zkml.Statements.Inference;

namespace Zkml.Cli.Proofs;

/// <summary>What `zkml prove model` works on. The input is private.</summary>
internal sealed record InferenceRequest(ImportedModel Model, int[] Input, Disclosure Disclosure, string Out)
{
    /// <summary>Where the blinding of the output's commitment goes.</summary>
    public string? Opening { get; init; }

    /// <summary>The file of the commitment to a private model.</summary>
    public string? Commitment { get; init; }

    /// <summary>The file of its secret; null for a public model.</summary>
    public string? Secret { get; init; }
}
