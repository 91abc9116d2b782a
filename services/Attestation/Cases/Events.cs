using Zkml.Attestation.Issuing;
using Zkml.Contracts;

namespace Zkml.Attestation.Cases;

/// <summary>What the service says of a case. Classes only: neither a score nor a neighbour.</summary>
internal static class Events
{
    public static AttestationIssued Issued(Case work, IssuedAttestation attestation, Digest proof, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = work.CorrelationId,
        CaptureId = work.CaptureId,
        AttestationId = attestation.Id,
        ProofSha256 = proof,
        ExpiresAt = attestation.ExpiresAt,
    };

    public static AttestationRefused Refused(Case work, AttestationRefusalReason reason, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = work.CorrelationId,
        CaptureId = work.CaptureId,
        Reason = reason,
    };

    /// <summary>Its correlation is the revoked attestation's own: what superseded it is nobody's business.</summary>
    public static AttestationRevoked Revoked(Case work, Guid attestationId, AttestationRevocationReason reason, TimeProvider clock) => new()
    {
        EventId = Guid.CreateVersion7(clock.GetUtcNow()),
        OccurredAt = clock.GetUtcNow(),
        CorrelationId = work.CorrelationId,
        CaptureId = work.CaptureId,
        AttestationId = attestationId,
        Reason = reason,
    };
}
