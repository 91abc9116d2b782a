using Zkml.Protocol;

namespace Zkml.Statements.Face;

/// <summary>
/// Checks face proofs of one statement. What the proof does not show and the caller has to know: that the root is the registry's, that nonce and
/// holder are those that were asked, and that devices in the registry photograph faces, align them as the model wants it, and tell of attacks.
/// </summary>
public sealed class FaceVerifier(FaceStatement statement) : IDisposable
{
    private readonly Verifier _verifier = new();

    /// <summary>Null when the proof is valid, else the check that failed. Never throws on the bytes of a proof.</summary>
    /// <exception cref="ArgumentException">The public values are not usable; see <see cref="FacePublics.Problem"/>.</exception>
    public string? Check(FacePublics publics, ReadOnlySpan<byte> proof) => _verifier.Check(statement.Plan, statement.Values(publics), proof);

    public void Dispose() => _verifier.Dispose();
}
