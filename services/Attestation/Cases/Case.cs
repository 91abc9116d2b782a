using Zkml.Contracts;

namespace Zkml.Attestation.Cases;

/// <summary>A capture on its way to an attestation: what two messages said of it, in whichever order they came.</summary>
public sealed class Case
{
    public required Guid CaptureId { get; init; }

    public required Guid CorrelationId { get; init; }

    public required CaseState State { get; set; }

    /// <summary>When Enrollment accepted the capture; null until it has said so.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    public Digest? TermsSha256 { get; set; }

    /// <summary>The holder's key, with <see cref="HolderY"/>.</summary>
    public Digest? HolderX { get; set; }

    public Digest? HolderY { get; set; }

    public int DeviceModel { get; set; }

    /// <summary>No proof comes after that.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? ProvedAt { get; set; }

    /// <summary>The proof in the object store.</summary>
    public Guid? ProofId { get; set; }

    public Digest? ProofSha256 { get; set; }

    public long ProofSize { get; set; }

    /// <summary>The sealed shares in the vault, one for each matcher; null for a statement without.</summary>
    public Guid? FirstShare { get; set; }

    public Guid? SecondShare { get; set; }

    public Guid? ThirdShare { get; set; }

    public int Attempt { get; set; }

    /// <summary>New for each attempt: who holds the lease.</summary>
    public Guid? AttemptId { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public AttestationRefusalReason? Refusal { get; set; }

    /// <summary>Whether what vault and matchers had of it, and need not have, is destroyed.</summary>
    public bool Settled { get; set; }

    /// <summary>Empty without shares.</summary>
    public Guid[] Shares() => FirstShare is { } first && SecondShare is { } second && ThirdShare is { } third ? [first, second, third] : [];

    public void Accept(CaptureAccepted message)
    {
        (AcceptedAt, ExpiresAt, TermsSha256) = (message.OccurredAt, message.ExpiresAt, message.TermsSha256);
        (HolderX, HolderY, DeviceModel) = (message.HolderKeyX, message.HolderKeyY, message.DeviceModel);
    }

    public void Prove(ProofCompleted message, DateTimeOffset now, DateTimeOffset from)
    {
        (State, ProvedAt, LeaseUntil) = (CaseState.Waiting, now, from);
        (ProofId, ProofSha256, ProofSize) = (message.Proof.Id, message.Proof.Sha256, message.Proof.Size);
        if (message.SealedShares.Count == ProofCompleted.Matchers)
        {
            (FirstShare, SecondShare, ThirdShare) = (message.SealedShares[0].Id, message.SealedShares[1].Id, message.SealedShares[2].Id);
        }
    }
}
