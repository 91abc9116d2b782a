namespace Zkml.Contracts;

[MessageName("zkml.v1.proof-started", Service.Prover, Receivers = [Service.Enrollment])]
public sealed record ProofStarted : CaptureMessage
{
    /// <summary>Above 1 when an earlier worker did not finish.</summary>
    [Bounds(1, 100)]
    public required int Attempt { get; init; }
}
