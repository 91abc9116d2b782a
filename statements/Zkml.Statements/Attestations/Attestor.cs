using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Attestations;

/// <summary>
/// Turns a proof of personhood into a credential and its bundle. It verifies the proof itself and holds its public values against the issuer's policy, the
/// challenge that was given out, and the roots that the registry published.
/// </summary>
public sealed class Attestor(AttestationPolicy policy, KnownStatements statements, RootHistory registry, SigningKeyRing keys, TimeProvider clock)
{
    /// <param name="request">The proof and what is known of it.</param>
    /// <param name="statusList">At the address of <see cref="AttestationRequest.Status"/>; its entry must be valid.</param>
    /// <returns>The attestation, or why there is none.</returns>
    public (Attestation? Attestation, AttestationRefusal Refusal) Attest(AttestationRequest request, StatusList statusList)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(statusList);
        ArgumentOutOfRangeException.ThrowIfNotEqual(statusList[checked((int)request.Status.Index)], (int)StatusValue.Valid, nameof(statusList));
        DateTimeOffset now = clock.GetUtcNow();
        PersonhoodStatementVerifier? statement = statements.Find(request.File.Parameters);
        AttestationRefusal refusal = statement is null ? AttestationRefusal.UnknownStatement : Examine(request, statement, now);
        if (refusal != AttestationRefusal.None)
        {
            return (null, refusal);
        }

        DateTimeOffset expires = now + policy.CredentialLifetime;
        return keys.SignerFor(now, expires) is { } signer && keys.PublishedAt(now) is { } published
            ? (new Issue(request, statement!, now, expires).Make(policy, statusList, signer, published), AttestationRefusal.None)
            : (null, AttestationRefusal.NoSigningKey);
    }

    private AttestationRefusal Examine(AttestationRequest request, PersonhoodStatementVerifier statement, DateTimeOffset now)
    {
        PersonhoodPublics publics = request.File.Publics;
        return publics.Nonce != request.Nonce ? AttestationRefusal.Nonce
            : PersonhoodStatementVerifier.Thumbprint(publics) != request.HolderKey.Thumbprint() ? AttestationRefusal.Holder
            : Registry(publics) is var standing && standing != AttestationRefusal.None ? standing
            : !IsWithin(publics, now) ? AttestationRefusal.Window
            : publics.MinimumFirmware < policy.MinimumFirmware ? AttestationRefusal.Firmware
            : publics.QualityFloor < policy.FloorFor(statement.Modality) ? AttestationRefusal.Quality
            : statement.CheckAny(publics, request.File.Proof) is not null ? AttestationRefusal.Proof
            : AttestationRefusal.None;
    }

    private AttestationRefusal Registry(PersonhoodPublics publics) =>
        registry.Find(publics.Epoch) is not { } epoch ? AttestationRefusal.UnknownEpoch
        : registry.Latest!.Value.Number - publics.Epoch > policy.EpochGrace ? AttestationRefusal.StaleEpoch
        : epoch.Root != RowHash.WriteDigest(publics.RegistryRoot) ? AttestationRefusal.RegistryRoot
        : AttestationRefusal.None;

    /// <summary>No overflow: both times are at most that of the last manifest.</summary>
    private bool IsWithin(PersonhoodPublics publics, DateTimeOffset now)
    {
        long present = now.ToUnixTimeMilliseconds();
        return publics.NotBefore <= publics.NotAfter && publics.NotAfter <= CaptureManifest.MaxCapturedAt
            && publics.NotAfter - publics.NotBefore <= (long)policy.LongestWindow.TotalMilliseconds
            && publics.NotBefore <= present && present - publics.NotAfter <= (long)policy.LongestDelay.TotalMilliseconds;
    }

    /// <summary>One attestation, once nothing speaks against it.</summary>
    private sealed record Issue(AttestationRequest Request, PersonhoodStatementVerifier Statement, DateTimeOffset Now, DateTimeOffset Expires)
    {
        public Attestation Make(AttestationPolicy policy, StatusList statusList, ITokenSigner signer, JsonWebKeySet published)
        {
            ProvenFacts facts = Statement.Facts(Request.File.Publics);
            string credential = CredentialIssuer.Issue(Credential(policy, facts), signer);
            var bundle = new Bundle
            {
                Credential = credential,
                Issuer = IssuerMetadata.WithKeys(policy.Issuer, published),
                StatusToken = Status(policy, statusList).Sign(signer),
                Statement = new StatementProof
                {
                    StatementId = Statement.StatementId,
                    ModelId = facts.ModelId,
                    RegistryRoot = facts.RegistryRoot,
                    RegistryEpoch = facts.RegistryEpoch,
                    PublicValues = Request.File.WritePublics(),
                    Proof = Request.File.Proof,
                },
            };
            return new Attestation(credential, bundle, Expires);
        }

        private PersonhoodCredential Credential(AttestationPolicy policy, ProvenFacts facts) => new()
        {
            Issuer = policy.Issuer,
            CredentialType = policy.Issuer + policy.CredentialTypePath,
            IssuedAt = Now,
            NotBefore = Now,
            Expires = Expires,
            HolderKey = Request.HolderKey,
            Status = Request.Status,
            Claims = new PersonhoodClaims
            {
                Modality = facts.Modality,
                StatementId = Statement.StatementId,
                ModelId = facts.ModelId,
                RegistryRoot = facts.RegistryRoot,
                RegistryEpoch = facts.RegistryEpoch,
                TemplateCommitment = facts.TemplateCommitment,
                ProofSha256 = Convert.ToHexStringLower(SHA256.HashData(Request.File.Proof)),
                DeviceClass = Request.DeviceClass,
                CaptureDate = facts.FirstCaptureDay,
            },
        };

        private StatusListToken Status(AttestationPolicy policy, StatusList list) => new()
        {
            Uri = Request.Status.Uri,
            IssuedAt = Now,
            Expires = Now + TimeSpan.FromTicks(Math.Min(policy.StatusLifetime.Ticks, policy.CredentialLifetime.Ticks)),
            TimeToLive = policy.StatusTimeToLive,
            List = list,
        };
    }
}
