using Zkml.Contracts;

namespace Zkml.Enrollment.Tests.Support;

/// <summary>What prover and attestation say.</summary>
internal static class Messages
{
    private static readonly Digest Some = new(new byte[Digest.Length]);

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static ProofStarted Started(Guid capture, int attempt = 1) =>
        new() { EventId = Guid.CreateVersion7(), OccurredAt = Now, CorrelationId = capture, CaptureId = capture, Attempt = attempt };

    public static ProofProgressed Progressed(Guid capture, ProofStage stage) =>
        new() { EventId = Guid.CreateVersion7(), OccurredAt = Now, CorrelationId = capture, CaptureId = capture, Attempt = 1, Stage = stage };

    public static ProofCompleted Completed(Guid capture) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = Now,
        CorrelationId = capture,
        CaptureId = capture,
        StatementId = Some,
        ModelId = Some,
        RegistryRoot = Some,
        RegistryEpoch = 1,
        TermsSha256 = Some,
        Proof = new DataRef { Id = Guid.NewGuid(), Sha256 = Some, Size = 1 },
        SealedShares = [],
        ProvingMilliseconds = 1,
    };

    public static ProofRejected Rejected(Guid capture, ProofRejectionReason reason) =>
        new() { EventId = Guid.CreateVersion7(), OccurredAt = Now, CorrelationId = capture, CaptureId = capture, Reason = reason };

    public static AttestationIssued Issued(Guid capture, Guid attestation) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = Now,
        CorrelationId = capture,
        CaptureId = capture,
        AttestationId = attestation,
        ProofSha256 = Some,
        ExpiresAt = Now.AddDays(30),
    };

    public static AttestationRefused Refused(Guid capture, AttestationRefusalReason reason) =>
        new() { EventId = Guid.CreateVersion7(), OccurredAt = Now, CorrelationId = capture, CaptureId = capture, Reason = reason };

    public static AttestationRevoked Revoked(Guid capture, Guid attestation) => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = Now,
        CorrelationId = capture,
        CaptureId = capture,
        AttestationId = attestation,
        Reason = AttestationRevocationReason.Superseded,
    };
}
