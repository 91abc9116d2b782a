using System.Text.Json;
using Zkml.Attestation.Issuing;

namespace Zkml.Attestation.Http;

/// <summary>An attestation for its holder or an operator.</summary>
/// <param name="Status">valid, revoked, expired.</param>
/// <param name="Credential">With all its disclosures.</param>
internal sealed record AttestationDocument(
    Guid Id, Guid CaptureId, string Status, string? Revocation, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string StatementId, string Credential)
{
    public static AttestationDocument Of(IssuedAttestation row, string credential, DateTimeOffset now) => new(
        row.Id,
        row.CaptureId,
        row.RevokedAt is not null ? "revoked" : row.ExpiresAt <= now ? "expired" : "valid",
        row.Revocation is { } reason ? JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString()) : null,
        row.IssuedAt,
        row.ExpiresAt,
        row.StatementId.ToString(),
        credential);
}
