namespace Zkml.Contracts;

[MessageName("zkml.v1.proof-progressed", Service.Prover, Receivers = [Service.Enrollment])]
public sealed record ProofProgressed : CaptureMessage
{
    [Bounds(1, 100)]
    public required int Attempt { get; init; }

    public required ProofStage Stage { get; init; }
}
