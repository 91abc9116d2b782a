using Zkml.Fields;
using Zkml.Protocol;

namespace Zkml.Statements.Inference;

/// <summary>Checks proofs of inference with private models of one architecture. Not safe for use by several threads at once.</summary>
public sealed class PrivateNetworkVerifier(PrivateNetworkStatement statement) : IDisposable
{
    private readonly Verifier _verifier = new();

    /// <summary>Null when the proof is valid, else the check that failed. Never throws on the bytes of a proof.</summary>
    public string? Check(ReadOnlySpan<KoalaBear> model, ReadOnlySpan<int> output, ReadOnlySpan<byte> proof) =>
        statement.Output.Problem(output) ?? _verifier.Check(statement.Plan, statement.Values(model, output), proof);

    /// <summary>The same for a proof that shows a commitment to the output.</summary>
    public string? Check(ReadOnlySpan<KoalaBear> model, ReadOnlySpan<KoalaBear> output, ReadOnlySpan<byte> proof) =>
        _verifier.Check(statement.Plan, statement.Values(model, output), proof);

    public void Dispose() => _verifier.Dispose();
}
