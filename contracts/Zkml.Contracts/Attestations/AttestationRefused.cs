namespace Zkml.Contracts;

/// <summary>A proof exists, and no attestation will be issued on it.</summary>
[MessageName("zkml.v1.attestation-refused", Service.Attestation, Receivers = [Service.Enrollment])]
public sealed record AttestationRefused : CaptureMessage
{
    public required AttestationRefusalReason Reason { get; init; }
}
