using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Credentials.Verifying;

namespace Zkml.Credentials;

/// <summary>Checks a bundle as a third party does, with no network: the credential, the proof, and that both speak of the same thing.</summary>
public sealed class BundleVerifier(TimeProvider clock, IReadOnlyList<IStatementVerifier> statements)
{
    private static readonly string[] ComparedClaims =
    [
        ClaimNames.Modality, ClaimNames.StatementId, ClaimNames.ModelId, ClaimNames.RegistryRoot, ClaimNames.RegistryEpoch,
        ClaimNames.TemplateCommitment, ClaimNames.ProofSha256, ClaimNames.CaptureDate,
    ];

    public BundleVerdict Verify(ReadOnlyMemory<byte> file, BundlePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var list = new CheckList();
        Bundle? bundle = null;
        CredentialVerdict? credential = null;
        StatementVerdict? proof = null;
        list.Run("bundle", () => BundleCodec.Read(file, out bundle));
        list.Run("issuer_trust", () => IssuerTrust(bundle!.Issuer, policy));
        if (list.Reason is null)
        {
            credential = new CredentialVerifier(clock).Verify(bundle!.Credential, PolicyFor(bundle, policy));
            list.Add(credential.Checks, credential.Reason);
        }
        else
        {
            CredentialVerifier.Skip(list);
        }

        list.Run("registry", () => RegistryTrust(bundle!.Statement, policy));
        list.Run("proof_digest", () => ProofDigest(bundle!.Statement, credential!));
        list.Run("proof", () => Proof(bundle!.Statement, out proof));
        list.Run("proof_and_credential", () => Agreement(bundle!.Statement, proof!.Facts!, credential!));
        return new BundleVerdict
        {
            Reason = list.Reason,
            Detail = proof?.Detail,
            Checks = list.Checks,
            Bundle = bundle,
            OnTrust = OnTrust(policy, proof),
        };
    }

    private static string? IssuerTrust(IssuerMetadata issuer, BundlePolicy policy) =>
        policy.TrustedIssuers?.Contains(issuer.Issuer) == false ? Reasons.IssuerUntrusted
        : policy.TrustedIssuerKeys is { } trusted && issuer.Keys!.Keys.Any(key => !trusted.Contains(key.Thumbprint())) ? Reasons.IssuerKeyUntrusted
        : null;

    private static VerificationPolicy PolicyFor(Bundle bundle, BundlePolicy policy) => new()
    {
        Issuer = bundle.Issuer.Issuer,
        IssuerKeys = bundle.Issuer.Keys!,
        CredentialType = bundle.Issuer.Issuer + policy.CredentialTypePath,
        StatusToken = bundle.StatusToken,
        StatusWithinTimeToLive = false,
        RequiredClaims = ComparedClaims,
        ClockSkew = policy.ClockSkew,
    };

    private static string? RegistryTrust(StatementProof statement, BundlePolicy policy) =>
        statement.RegistryEpoch < policy.MinimumRegistryEpoch ? Reasons.RegistryEpochTooOld
        : policy.TrustedRegistryRoots is { } trusted && trusted.GetValueOrDefault(statement.RegistryEpoch) != statement.RegistryRoot
            ? Reasons.RegistryRootUntrusted
        : null;

    private static string? ProofDigest(StatementProof statement, CredentialVerdict credential) =>
        TextOf(credential, ClaimNames.ProofSha256) == Convert.ToHexStringLower(SHA256.HashData(statement.Proof.Span)) ? null : Reasons.ProofDigestMismatch;

    private string? Proof(StatementProof statement, out StatementVerdict? verdict)
    {
        verdict = statements.FirstOrDefault(candidate => candidate.StatementId == statement.StatementId)?.Verify(statement);
        return verdict is null ? Reasons.StatementUnknown : verdict.Facts is null ? Reasons.ProofRefused : null;
    }

    /// <summary>Bundle, proof and credential name the same values, and the proof was made for the credential's holder.</summary>
    private static string? Agreement(StatementProof statement, ProvenFacts facts, CredentialVerdict credential)
    {
        bool same = facts.ModelId == statement.ModelId && facts.RegistryRoot == statement.RegistryRoot && facts.RegistryEpoch == statement.RegistryEpoch
            && TextOf(credential, ClaimNames.StatementId) == statement.StatementId
            && TextOf(credential, ClaimNames.Modality) == facts.Modality
            && TextOf(credential, ClaimNames.ModelId) == facts.ModelId
            && TextOf(credential, ClaimNames.RegistryRoot) == facts.RegistryRoot
            && credential.Claims[ClaimNames.RegistryEpoch].GetInt64() == facts.RegistryEpoch
            && TextOf(credential, ClaimNames.TemplateCommitment) == facts.TemplateCommitment
            && DayOf(credential) is var day && facts.FirstCaptureDay <= day && day <= facts.LastCaptureDay;
        return !same ? Reasons.ProvenValueMismatch
            : credential.HolderKey!.Thumbprint() != facts.HolderKeyThumbprint ? Reasons.HolderKeyMismatch
            : null;
    }

    /// <summary>In its form: the credential's verifier has seen to that.</summary>
    private static DateOnly DayOf(CredentialVerdict credential) =>
        DateOnly.ParseExact(TextOf(credential, ClaimNames.CaptureDate)!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? TextOf(CredentialVerdict credential, string name) =>
        credential.Claims.TryGetValue(name, out JsonElement value) ? value.GetString() : null;

    private static List<string> OnTrust(BundlePolicy policy, StatementVerdict? proof)
    {
        List<string> trusted = ["A registered capture device signs only what its sensor saw."];
        if (policy.TrustedIssuerKeys is null)
        {
            trusted.Add("The issuer's keys are those in the bundle: compare them with what the issuer publishes.");
        }

        if (policy.TrustedRegistryRoots is null)
        {
            trusted.Add("The registry root is the one in the bundle: compare it with what the registry publishes.");
        }

        trusted.Add("The status is that of the moment the status token was signed.");
        trusted.Add("Whoever shows the bundle is its holder: a bundle has no key binding.");
        trusted.AddRange(proof?.OnTrust ?? []);
        return trusted;
    }
}
