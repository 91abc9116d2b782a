using System.Reflection;

namespace Zkml.Credentials.Tests;

public sealed class StrictVerification
{
    public static TheoryData<string> Names => [.. Corpus.All.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_credential_of_the_corpus_is_judged_with_its_own_reason(string name)
    {
        CorpusCase item = Corpus.All.Single(candidate => candidate.Name == name);

        CredentialVerdict verdict = Samples.Verify(item.Presentation, item.Policy);

        Assert.Equal(item.Reason, verdict.Reason);
    }

    [Fact]
    public void Every_reason_to_refuse_a_credential_occurs_in_the_corpus()
    {
        string[] reasons = [.. from field in typeof(Reasons).GetFields(BindingFlags.Public | BindingFlags.Static) select (string)field.GetRawConstantValue()!];
        string[] ofBundlesAndRoots =
        [
            Reasons.NotCanonical, Reasons.IssuerKeyUntrusted, Reasons.IssuerUntrusted, Reasons.StatementUnknown, Reasons.ProofRefused,
            Reasons.ProofDigestMismatch, Reasons.ProvenValueMismatch, Reasons.HolderKeyMismatch, Reasons.RegistryRootUntrusted, Reasons.RegistryEpochTooOld,
            Reasons.RegistryRolledBack, Reasons.RegistryForked,
        ];

        Assert.Empty(reasons.Except(ofBundlesAndRoots).Except(from item in Corpus.All where item.Reason is not null select item.Reason!));
    }

    [Fact]
    public void The_corpus_has_at_least_150_bad_credentials_of_names_of_their_own()
    {
        Assert.True(Corpus.All.Count(item => item.Reason is not null) >= 150, $"{Corpus.All.Count}");
        Assert.Equal(Corpus.All.Count, Corpus.All.Select(item => item.Name).Distinct().Count());
    }

    [Fact]
    public void A_good_credential_passes_every_check_and_gives_its_claims()
    {
        CredentialVerdict verdict = Samples.Verify(Samples.Bind(Samples.Issue()), Samples.BoundPolicy);

        Assert.All(verdict.Checks, check => Assert.Equal(CheckResult.Passed, check.Result));
        Assert.Equal(ClaimNames.All.Order(), verdict.Claims.Keys.Order());
        Assert.Equal(Samples.HolderKey.PublicKey.Thumbprint(), verdict.HolderKey!.Thumbprint());
        Assert.NotEmpty(verdict.OnTrust);
    }

    [Fact]
    public void A_refused_credential_gives_no_claims_and_shows_which_checks_were_not_reached()
    {
        CorpusCase item = Corpus.All.Single(candidate => candidate.Name == "payload: expired");

        CredentialVerdict verdict = Samples.Verify(item.Presentation, item.Policy);

        Assert.Empty(verdict.Claims);
        Assert.Null(verdict.HolderKey);
        Assert.Equal(new NamedCheck("validity", CheckResult.Failed, Reasons.Expired), verdict.Checks.Single(check => check.Result == CheckResult.Failed));
        Assert.Equal(5, verdict.Checks.Count(check => check.Result == CheckResult.NotReached));
    }

    [Fact]
    public void A_presentation_changed_in_any_character_is_refused()
    {
        string good = Samples.Bind(Presentation.Select(Samples.Issue(), [ClaimNames.Modality]));

        for (int at = 0; at < good.Length; at += 7)
        {
            char other = good[at] == 'A' ? 'B' : 'A';
            Assert.NotNull(Samples.Verify($"{good[..at]}{other}{good[(at + 1)..]}", Samples.BoundPolicy).Reason);
        }
    }
}
