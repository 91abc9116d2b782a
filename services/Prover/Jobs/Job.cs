using System.ComponentModel.DataAnnotations.Schema;
using Zkml.Contracts;

namespace Zkml.Prover.Jobs;

/// <summary>A proof that was asked for.</summary>
public sealed class Job
{
    public required Guid CaptureId { get; init; }

    public required Guid CorrelationId { get; init; }

    public required Digest StatementId { get; init; }

    public required Digest ModelId { get; init; }

    public required Digest RegistryRoot { get; init; }

    public required long RegistryEpoch { get; init; }

    public required Digest TermsSha256 { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public JobState State { get; set; }

    /// <summary>From 1, when a worker has taken it.</summary>
    public int Attempt { get; set; }

    /// <summary>New for each attempt: who holds the lease, and the id of the proof that it stores.</summary>
    public Guid? AttemptId { get; set; }

    /// <summary>Of the worker before, which may have left a proof behind. Not stored.</summary>
    [NotMapped]
    public Guid? PreviousAttemptId { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Whether the vault has destroyed the capture's key.</summary>
    public bool CaptureDestroyed { get; set; }

    public static Job For(ProofRequested request) => new()
    {
        CaptureId = request.CaptureId,
        CorrelationId = request.CorrelationId,
        StatementId = request.StatementId,
        ModelId = request.ModelId,
        RegistryRoot = request.RegistryRoot,
        RegistryEpoch = request.RegistryEpoch,
        TermsSha256 = request.TermsSha256,
        ExpiresAt = request.ExpiresAt,
        RequestedAt = request.OccurredAt,
    };
}
