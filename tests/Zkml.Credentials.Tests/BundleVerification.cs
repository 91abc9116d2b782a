namespace Zkml.Credentials.Tests;

public sealed class BundleVerification
{
    [Fact]
    public void A_good_bundle_passes_every_check_and_says_what_stays_on_trust()
    {
        BundleVerdict verdict = SampleBundles.Verify(SampleBundles.Good);

        Assert.True(verdict.IsAccepted);
        Assert.All(verdict.Checks, check => Assert.Equal(check.Name == "key_binding" ? CheckResult.NotAsked : CheckResult.Passed, check.Result));
        Assert.Equal(
            [
                "bundle", "issuer_trust", "token", "signature", "issuer", "type", "validity", "disclosures", "claims", "holder_key", "status", "key_binding",
                "registry", "proof_digest", "proof", "proof_and_credential",
            ],
            verdict.Checks.Select(check => check.Name));
        Assert.Contains("The sample statement.", verdict.OnTrust);
        Assert.Contains(verdict.OnTrust, line => line.StartsWith("The issuer's keys are those in the bundle", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_verifier_pins_is_no_longer_on_trust()
    {
        BundlePolicy pinned = new()
        {
            TrustedIssuers = [Samples.Issuer],
            TrustedIssuerKeys = [.. Samples.IssuerKeys.Keys.Select(key => key.Thumbprint())],
            TrustedRegistryRoots = new Dictionary<long, string> { [12] = Samples.Claims.RegistryRoot },
            MinimumRegistryEpoch = 12,
        };

        BundleVerdict verdict = SampleBundles.Verify(SampleBundles.Good, pinned);

        Assert.Null(verdict.Reason);
        Assert.Equal(2, SampleBundles.Verify(SampleBundles.Good).OnTrust.Count - verdict.OnTrust.Count);
    }

    [Fact]
    public void A_bundle_of_another_issuer_key_root_or_epoch_than_the_pinned_is_refused()
    {
        Assert.Equal(Reasons.IssuerUntrusted, Under(new BundlePolicy { TrustedIssuers = ["https://other.example"] }));
        Assert.Equal(Reasons.IssuerKeyUntrusted, Under(new BundlePolicy { TrustedIssuerKeys = [Samples.IssuerKey.PublicKey.Thumbprint()] }));
        Assert.Equal(Reasons.RegistryRootUntrusted, Under(new BundlePolicy { TrustedRegistryRoots = new Dictionary<long, string> { [12] = Samples.Digits('0') } }));
        Assert.Equal(Reasons.RegistryRootUntrusted, Under(new BundlePolicy { TrustedRegistryRoots = new Dictionary<long, string> { [11] = Samples.Claims.RegistryRoot } }));
        Assert.Equal(Reasons.RegistryEpochTooOld, Under(new BundlePolicy { MinimumRegistryEpoch = 13 }));
        Assert.Equal(Reasons.CredentialTypeRefused, Under(new BundlePolicy { CredentialTypePath = "/vct/other/1" }));
    }

    [Fact]
    public void A_bundle_that_a_stranger_signed_with_keys_of_his_own_is_refused_once_keys_are_pinned()
    {
        Bundle forged = SampleBundles.Good with
        {
            Credential = CredentialIssuer.Issue(SampleBundles.Credential, Samples.StrangerKey),
            Issuer = IssuerMetadata.WithKeys(Samples.Issuer, new JsonWebKeySet([Samples.StrangerKey.PublicKey])),
            StatusToken = Samples.Status().Sign(Samples.StrangerKey),
        };

        BundlePolicy pinned = new() { TrustedIssuerKeys = [.. Samples.IssuerKeys.Keys.Select(key => key.Thumbprint())] };
        Assert.Equal(Reasons.IssuerKeyUntrusted, SampleBundles.Verify(forged, pinned).Reason);
    }

    [Fact]
    public void A_proof_that_is_unknown_bad_or_not_the_credentials_is_refused()
    {
        byte[] bad = "not a proof"u8.ToArray();
        PersonhoodCredential ofBad = SampleBundles.Credential with
        {
            Claims = SampleBundles.Credential.Claims with { ProofSha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bad)) },
        };
        Bundle changed = SampleBundles.Good with { Statement = SampleBundles.Good.Statement with { Proof = bad } };
        Bundle agreed = changed with { Credential = CredentialIssuer.Issue(ofBad, Samples.IssuerKey) };

        Assert.Equal(Reasons.ProofDigestMismatch, SampleBundles.Verify(changed).Reason);
        Assert.Equal(Reasons.StatementUnknown, SampleBundles.Verify(SampleBundles.Good, null, new SampleStatement { StatementId = Samples.Digits('0') }).Reason);
        BundleVerdict refused = SampleBundles.Verify(agreed);
        Assert.Equal((Reasons.ProofRefused, "sample_proof_bad"), (refused.Reason, refused.Detail));
    }

    [Fact]
    public void A_proof_of_other_values_than_the_credential_says_is_refused()
    {
        ProvenFacts facts = new SampleStatement().Facts;
        ProvenFacts[] others =
        [
            facts with { Modality = "face" }, facts with { ModelId = Samples.Digits('9') }, facts with { RegistryRoot = Samples.Digits('9') },
            facts with { RegistryEpoch = 11 }, facts with { TemplateCommitment = Samples.Digits('9') },
            facts with { FirstCaptureDay = Samples.Claims.CaptureDate.AddDays(1) }, facts with { LastCaptureDay = Samples.Claims.CaptureDate.AddDays(-1) },
        ];

        Assert.All(others, other => Assert.Equal(Reasons.ProvenValueMismatch, Proving(other)));
        Assert.Equal(Reasons.HolderKeyMismatch, Proving(facts with { HolderKeyThumbprint = Samples.IssuerKey.PublicKey.Thumbprint() }));
    }

    [Fact]
    public void A_bundle_that_names_other_values_than_its_proof_is_refused()
    {
        StatementProof statement = SampleBundles.Good.Statement;
        StatementProof[] others =
        [
            statement with { ModelId = Samples.Digits('9') }, statement with { RegistryRoot = Samples.Digits('9') }, statement with { RegistryEpoch = 13 },
        ];

        Assert.All(others, other => Assert.Equal(Reasons.ProvenValueMismatch, SampleBundles.Verify(SampleBundles.Good with { Statement = other }).Reason));
    }

    [Fact]
    public void A_credential_that_keeps_back_what_the_proof_shows_is_refused()
    {
        Bundle bundle = SampleBundles.Good with { Credential = Presentation.Select(SampleBundles.Good.Credential, ClaimNames.Unlinking) };

        Assert.Equal(Reasons.ClaimMissing, SampleBundles.Verify(bundle).Reason);
    }

    [Fact]
    public void A_revoked_credential_stays_refused_offline_and_an_old_token_does_not()
    {
        Bundle revoked = SampleBundles.Good with { StatusToken = Samples.Status(1, 1).Sign(Samples.IssuerKey) };
        Bundle old = SampleBundles.Good with { StatusToken = (Samples.Status() with { IssuedAt = Samples.Now.AddHours(-9) }).Sign(Samples.IssuerKey) };

        Assert.Equal(Reasons.Revoked, SampleBundles.Verify(revoked).Reason);
        Assert.Null(SampleBundles.Verify(old).Reason);
    }

    [Fact]
    public void An_unreadable_bundle_reaches_no_other_check()
    {
        BundleVerdict verdict = SampleBundles.Verify("{}"u8.ToArray());

        Assert.Equal(Reasons.Malformed, verdict.Reason);
        Assert.Null(verdict.Bundle);
        Assert.Equal(16, verdict.Checks.Count);
        Assert.All(verdict.Checks.Skip(1), check => Assert.Equal(CheckResult.NotReached, check.Result));
    }

    private static string? Under(BundlePolicy policy) => SampleBundles.Verify(SampleBundles.Good, policy).Reason;

    private static string? Proving(ProvenFacts facts) => SampleBundles.Verify(SampleBundles.Good, null, new SampleStatement { Facts = facts }).Reason;
}
