using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

/// <summary>A good credential shown by someone else, to someone else, or again.</summary>
internal static class BadKeyBinding
{
    public static IEnumerable<CorpusCase> All()
    {
        string credential = Samples.Issue();
        string good = Samples.Bind(credential);
        yield return Case("missing", credential, Reasons.KeyBindingMissing);
        yield return new CorpusCase("key binding: not asked for", good, Samples.Policy, Reasons.KeyBindingUnexpected);
        yield return Case("garbage", credential + "garbage", Reasons.KeyBindingMalformed);
        yield return Case("garbage after it", good + ".e30", Reasons.KeyBindingMalformed);
        yield return Altered("algorithm none", good, (header, _) => header["alg"] = "none", Reasons.KeyBindingAlgorithmRefused);
        yield return Altered("algorithm HS256", good, (header, _) => header["alg"] = "HS256", Reasons.KeyBindingAlgorithmRefused);
        yield return Altered("typ JWT", good, (header, _) => header["typ"] = "JWT", Reasons.KeyBindingTypeRefused);
        yield return Altered("key in the header", good, (header, _) => header["jwk"] = new JsonObject(), Reasons.KeyBindingHeaderMemberRefused);
        yield return Case(
            "key of a stranger", Forge.AlterKeyBinding(good, (_, _) => { }, Samples.StrangerKey), Reasons.KeyBindingSignatureInvalid);
        yield return Altered("digest of something else", good, (_, payload) => payload["sd_hash"] = Forge.DigestOf("x"), Reasons.KeyBindingDigestMismatch);
        yield return Altered("digest missing", good, (_, payload) => payload.Remove("sd_hash"), Reasons.KeyBindingDigestMismatch);
        yield return Case("disclosure taken away", WithoutOneDisclosure(good), Reasons.KeyBindingDigestMismatch);
        yield return Case(
            "moved to another credential", Samples.Issue() + good[(good.LastIndexOf('~') + 1)..], Reasons.KeyBindingDigestMismatch);
        yield return Altered("audience of another verifier", good, (_, payload) => payload["aud"] = "https://other.example", Reasons.AudienceMismatch);
        yield return Altered("several audiences", good, (_, payload) => payload["aud"] = new JsonArray(Samples.Audience), Reasons.AudienceMismatch);
        yield return Altered("audience missing", good, (_, payload) => payload.Remove("aud"), Reasons.AudienceMismatch);
        yield return Altered("another nonce", good, (_, payload) => payload["nonce"] = "other", Reasons.NonceMismatch);
        yield return Altered("nonce missing", good, (_, payload) => payload.Remove("nonce"), Reasons.NonceMismatch);
        yield return Altered("time missing", good, (_, payload) => payload.Remove("iat"), Reasons.KeyBindingMalformed);
        yield return At("too old", credential, Samples.Now.AddSeconds(-361), Reasons.KeyBindingStale);
        yield return At("from the future", credential, Samples.Now.AddSeconds(61), Reasons.KeyBindingInFuture);
    }

    private static CorpusCase Case(string name, string presentation, string reason) => new($"key binding: {name}", presentation, Samples.BoundPolicy, reason);

    private static CorpusCase Altered(string name, string good, Action<JsonObject, JsonObject> change, string reason) =>
        Case(name, Forge.AlterKeyBinding(good, change), reason);

    private static CorpusCase At(string name, string credential, DateTimeOffset time, string reason) =>
        Case(name, Presentation.Bind(credential, Samples.HolderKey, Samples.Audience, Samples.Nonce, time), reason);

    private static string WithoutOneDisclosure(string good)
    {
        string[] parts = good.Split('~');
        return string.Join('~', parts.Where((_, index) => index != 2));
    }
}
