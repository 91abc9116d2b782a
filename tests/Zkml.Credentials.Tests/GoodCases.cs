using System.Security.Cryptography;

namespace Zkml.Credentials.Tests;

/// <summary>What must be taken.</summary>
internal static class GoodCases
{
    public static IEnumerable<CorpusCase> All()
    {
        string credential = Samples.Issue();
        yield return Case("the whole credential", credential, Samples.Policy);
        yield return Case("the whole credential, key bound", Samples.Bind(credential), Samples.BoundPolicy);
        yield return Case(
            "some claims, key bound",
            Samples.Bind(Presentation.Select(credential, ClaimNames.Unlinking)),
            Samples.BoundPolicy with { RequiredClaims = ClaimNames.Unlinking });
        yield return Case("no claim, key bound", Samples.Bind(Presentation.Select(credential, [])), Samples.BoundPolicy);
        yield return Case("without the optional claim", CredentialIssuer.Issue(
            Samples.Credential with { Claims = Samples.Claims with { LogLeafIndex = null } }, Samples.IssuerKey), Samples.Policy);
        yield return Case("signed with the older key", CredentialIssuer.Issue(Samples.Credential, Samples.OlderIssuerKey), Samples.Policy);
        yield return Case("with the integrity of its type", CredentialIssuer.Issue(
            Samples.Credential with { CredentialTypeIntegrity = TypeMetadata.IntegrityOf(TypeMetadata.Write(Samples.CredentialType)) },
            Samples.IssuerKey), Samples.Policy);
        yield return Case("expired within the clock skew", CredentialIssuer.Issue(
            Samples.Credential with { Expires = Samples.Now.AddSeconds(-59) }, Samples.IssuerKey), Samples.Policy);
        yield return Case("valid from within the clock skew", CredentialIssuer.Issue(
            Samples.Credential with { NotBefore = Samples.Now.AddSeconds(60) }, Samples.IssuerKey), Samples.Policy);
        yield return Case("a claim nobody here knows", Forge.AddDisclosure(
            credential, $$"""["{{Forge.Encode("sixteen bytes...")}}","nickname",{"given":["a","é"]}]"""), Samples.Policy);
        foreach (int bits in (int[])[2, 4, 8])
        {
            yield return Case($"a status list of {bits} bits", credential, Samples.Policy with { StatusToken = Samples.Status(bits).Sign(Samples.IssuerKey) });
        }

        yield return Case("the largest status list, hardly compressed", credential, Samples.Policy with { StatusToken = LargestList() });
        yield return Case("an old status token, offline", credential, Samples.Policy with
        {
            StatusWithinTimeToLive = false,
            StatusToken = (Samples.Status() with { IssuedAt = Samples.Now.AddHours(-5) }).Sign(Samples.IssuerKey),
        });
    }

    private static string LargestList()
    {
        byte[] packed = RandomNumberGenerator.GetBytes(StatusList.MaximumBytes);
        packed[Samples.Index] = 0;
        return (Samples.Status() with { List = StatusList.FromPacked(8, packed) }).Sign(Samples.IssuerKey);
    }

    private static CorpusCase Case(string name, string presentation, VerificationPolicy policy) => new($"good: {name}", presentation, policy, null);
}
