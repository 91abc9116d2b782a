using Zkml.Protocol;

namespace Zkml.Statements.Face;

/// <summary>
/// Checks match proofs of one statement. What the proof does not show and the caller has to know: what the two commitments are, for example
/// that both are those of valid face proofs.
/// </summary>
public sealed class FaceMatchVerifier(FaceMatchStatement statement) : IDisposable
{
    private readonly Verifier _verifier = new();

    /// <summary>Null when the proof is valid, else the check that failed. Never throws on the bytes of a proof.</summary>
    public string? Check(FaceMatchPublics publics, ReadOnlySpan<byte> proof) => _verifier.Check(statement.Plan, statement.PublicValues(publics), proof);

    public void Dispose() => _verifier.Dispose();
}
