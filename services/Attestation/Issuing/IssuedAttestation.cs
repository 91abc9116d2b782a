using Zkml.Contracts;

namespace Zkml.Attestation.Issuing;

/// <summary>An attestation that was issued.</summary>
public sealed class IssuedAttestation
{
    public required Guid Id { get; init; }

    public required Guid CaptureId { get; init; }

    /// <summary>The key that the credential is bound to, and that asks for it; with <see cref="HolderY"/>.</summary>
    public required Digest HolderX { get; init; }

    public required Digest HolderY { get; init; }

    public required Digest StatementId { get; init; }

    /// <summary>In the object store.</summary>
    public required Guid ProofId { get; init; }

    /// <summary>Of the token that the issuer signed, without disclosures: finds the attestation of a credential that is shown.</summary>
    public required Digest TokenSha256 { get; init; }

    /// <summary>With all disclosures, encrypted: the holder's.</summary>
    public required byte[] Credential { get; init; }

    public required int StatusList { get; init; }

    public required int StatusIndex { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public AttestationRevocationReason? Revocation { get; set; }

    /// <summary>Its place among the enrolled templates, from 1; null when its template is in no matcher, or is to be deleted there.</summary>
    public long? EnrolledAs { get; set; }

    public bool SharesDeleted { get; set; }
}
