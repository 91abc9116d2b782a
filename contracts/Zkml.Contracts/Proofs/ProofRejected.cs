namespace Zkml.Contracts;

/// <summary>There will be no proof of this capture.</summary>
[MessageName("zkml.v1.proof-rejected", Service.Prover, Receivers = [Service.Enrollment])]
public sealed record ProofRejected : CaptureMessage
{
    public required ProofRejectionReason Reason { get; init; }
}
