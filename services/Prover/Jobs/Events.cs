using Zkml.Contracts;

namespace Zkml.Prover.Jobs;

/// <summary>What the prover says of a job.</summary>
internal static class Events
{
    public static ProofStarted Started(Job job, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = job.CorrelationId,
        CaptureId = job.CaptureId,
        Attempt = job.Attempt,
    };

    public static ProofProgressed Progressed(Job job, ProofStage stage, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = job.CorrelationId,
        CaptureId = job.CaptureId,
        Attempt = job.Attempt,
        Stage = stage,
    };

    public static ProofRejected Rejected(Job job, ProofRejectionReason reason, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = job.CorrelationId,
        CaptureId = job.CaptureId,
        Reason = reason,
    };

    public static ProofCompleted Completed(Job job, DataRef proof, IReadOnlyList<DataRef> shares, TimeSpan proving, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = job.CorrelationId,
        CaptureId = job.CaptureId,
        StatementId = job.StatementId,
        ModelId = job.ModelId,
        RegistryRoot = job.RegistryRoot,
        RegistryEpoch = job.RegistryEpoch,
        TermsSha256 = job.TermsSha256,
        Proof = proof,
        SealedShares = shares,
        ProvingMilliseconds = (int)Math.Min(int.MaxValue, proving.TotalMilliseconds),
    };
}
