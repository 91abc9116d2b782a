using Zkml.Protocol;

namespace Zkml.Statements.Device;

/// <summary>
/// Checks device proofs of one statement. What the proof does not show and the caller has to know: that the root is the registry's, that the
/// context is the one that was asked for, and that the keys in the registry are those of honest devices.
/// </summary>
public sealed class DeviceVerifier(DeviceStatement statement) : IDisposable
{
    private readonly Verifier _verifier = new();

    /// <summary>Null when the proof is valid, else the check that failed. Never throws on the bytes of a proof.</summary>
    public string? Check(DevicePublics publics, ReadOnlySpan<byte> proof) => _verifier.Check(statement.Plan, statement.Values(publics), proof);

    public void Dispose() => _verifier.Dispose();
}
