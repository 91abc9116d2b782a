namespace Zkml.Contracts;

[MessageName("zkml.v1.attestation-revoked", Service.Attestation, Receivers = [Service.Enrollment])]
public sealed record AttestationRevoked : CaptureMessage
{
    public required Guid AttestationId { get; init; }

    public required AttestationRevocationReason Reason { get; init; }
}
