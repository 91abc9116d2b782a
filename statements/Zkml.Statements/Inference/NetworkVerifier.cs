using Zkml.Fields;
using Zkml.Protocol;

namespace Zkml.Statements.Inference;

/// <summary>Checks proofs of inference of one statement. Not safe for use by several threads at once.</summary>
public sealed class NetworkVerifier(NetworkStatement statement) : IDisposable
{
    private readonly Verifier _verifier = new();

    /// <summary>Null when the proof is valid, else the check that failed. Never throws on the bytes of a proof.</summary>
    public string? Check(ReadOnlySpan<int> output, ReadOnlySpan<byte> proof) =>
        statement.Output.Problem(output) ?? _verifier.Check(statement.Plan, statement.Values(output), proof);

    /// <summary>The same for a proof that shows a commitment.</summary>
    public string? Check(ReadOnlySpan<KoalaBear> commitment, ReadOnlySpan<byte> proof) =>
        _verifier.Check(statement.Plan, statement.Values(commitment), proof);

    public void Dispose() => _verifier.Dispose();
}
