using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Attestations;

/// <summary>A proof that came in, and what the issuer knows of it from elsewhere, never from the proof.</summary>
public sealed record AttestationRequest
{
    public required IPersonhoodProofFile File { get; init; }

    /// <summary>The challenge that was given out for this capture. Taking each once is the caller's.</summary>
    public required Bytes32 Nonce { get; init; }

    /// <summary>That the credential will be bound to.</summary>
    public required EcPublicJwk HolderKey { get; init; }

    /// <summary>The kind of capture device, never one device; the proof does not show it.</summary>
    public required string DeviceClass { get; init; }

    /// <summary>An entry of the status list that no other credential has, found at random.</summary>
    public required StatusReference Status { get; init; }
}
