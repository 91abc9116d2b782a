namespace Zkml.Contracts;

[MessageName("zkml.v1.attestation-issued", Service.Attestation, Receivers = [Service.Enrollment])]
public sealed record AttestationIssued : CaptureMessage
{
    public required Guid AttestationId { get; init; }

    /// <summary>SHA-256 of the proof that was verified.</summary>
    public required Digest ProofSha256 { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
