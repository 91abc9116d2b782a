using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Roots;
using Zkml.Attestation.Status;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Statements;

namespace Zkml.Attestation.Verifying;

/// <summary>
/// Checks what this issuer issued, as a third party does and with what only the issuer knows: all its keys, all roots of its registry, and the status of now,
/// which a status token from the day of the bundle does not have.
/// </summary>
internal sealed class Verification(
    IServiceScopeFactory scopes, IssuerKeys keys, PublishedRoots roots, StatusTokens statuses, KnownStatements statements, IOptions<AttestationOptions> options,
    AttestationMetrics metrics, TimeProvider clock)
{
    /// <summary>Of the check that only the issuer can make.</summary>
    public const string StatusNow = "status_now";

    public const string Bundle = "bundle", Credential = "credential";

    public async Task<Verdict> OfBundleAsync(ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        var policy = new BundlePolicy
        {
            TrustedIssuers = [options.Value.Issuer],
            TrustedIssuerKeys = await keys.ThumbprintsAsync(cancel),
            TrustedRegistryRoots = await roots.AllAsync(cancel),
        };
        BundleVerdict verdict = new BundleVerifier(clock, statements.All).Verify(file, policy);
        string? now = verdict.IsAccepted ? await StatusNowAsync(verdict.Bundle!.Credential, cancel) : null;
        return Sum(Bundle, verdict.Reason, verdict.Checks, now, verdict.OnTrust) with
        {
            Detail = verdict.Detail,
            Modality = verdict.Bundle is { } bundle ? statements.Find(bundle.Statement.StatementId)?.Modality : null,
        };
    }

    /// <summary>Without its holder: a presentation that is bound to another verifier is refused.</summary>
    public async Task<Verdict> OfCredentialAsync(string credential, CancellationToken cancel)
    {
        IssuedAttestation? known = await FindAsync(credential, cancel);
        CredentialVerdict verdict = new CredentialVerifier(clock).Verify(credential, new VerificationPolicy
        {
            Issuer = options.Value.Issuer,
            IssuerKeys = await keys.PublishedAsync(cancel),
            CredentialType = options.Value.Issuer + new BundlePolicy().CredentialTypePath,
            StatusToken = known is null ? null : await statuses.FindAsync(known.StatusList, cancel),
        });
        return Sum(Credential, verdict.Reason, verdict.Checks, StatusOf(known), verdict.OnTrust);
    }

    /// <summary>Null when it is valid at this moment.</summary>
    private static string? StatusOf(IssuedAttestation? known) =>
        known is null ? Reasons.StatusUnknown : known.RevokedAt is not null ? Reasons.Revoked : null;

    private async Task<string?> StatusNowAsync(string credential, CancellationToken cancel) => StatusOf(await FindAsync(credential, cancel));

    private async Task<IssuedAttestation?> FindAsync(string credential, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        Digest token = Candidate.TokenDigest(credential);
        return await scope.ServiceProvider.GetRequiredService<AttestationDb>().Attestations.AsNoTracking().SingleOrDefaultAsync(row => row.TokenSha256 == token, cancel);
    }

    private Verdict Sum(string kind, string? reason, IReadOnlyList<NamedCheck> checks, string? now, IReadOnlyList<string> onTrust)
    {
        var status = new NamedCheck(
            StatusNow, reason is not null ? CheckResult.NotReached : now is null ? CheckResult.Passed : CheckResult.Failed, reason is null ? now : null);
        metrics.Verdicts.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("reason", reason ?? now ?? "none"));
        return new Verdict(kind, reason ?? now, null, [.. checks, status], onTrust);
    }
}
