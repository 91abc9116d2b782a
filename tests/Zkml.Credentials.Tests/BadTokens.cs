using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

/// <summary>Wrong in the issuer's token, before its claims are looked at.</summary>
internal static class BadTokens
{
    public static IEnumerable<CorpusCase> All()
    {
        string good = Samples.Issue();
        yield return Case("nothing", "", Reasons.Malformed);
        yield return Case("no tilde", good[..good.IndexOf('~', StringComparison.Ordinal)], Reasons.Malformed);
        yield return Case("64 KiB and one", good + new string('~', (64 * 1024) + 1 - good.Length), Reasons.TooLarge);
        yield return Case("65 disclosures", good + string.Concat(Enumerable.Repeat("WyJhIl0~", 54)), Reasons.TooLarge);
        yield return Case("two dots too many", good.Replace("~", "..~", StringComparison.Ordinal), Reasons.Malformed);
        yield return Case("padding in the header", good.Replace(".", "=.", StringComparison.Ordinal), Reasons.Malformed);
        yield return Case("spare bits in the signature", SetSpareBits(good), Reasons.Malformed);
        yield return Case("header is an array", Header("[]"), Reasons.Malformed);
        yield return Case("header is cut off", Header("""{"alg":"ES256","""), Reasons.Malformed);
        yield return Case("header with a comment", Header("""{"alg":"ES256"/**/}"""), Reasons.Malformed);
        yield return Case("header with half a surrogate pair", Header("""{"alg":"\ud800"}"""), Reasons.Malformed);
        yield return Case("header with a repeated member", Header("""{"alg":"none","typ":"dc+sd-jwt","\u0061lg":"ES256"}"""), Reasons.DuplicateMember);
        yield return Case("header of many levels", Header($"{{\"alg\":{new string('[', 40)}{new string(']', 40)}}}"), Reasons.TooDeep);
        yield return Altered("algorithm none", good, header => header["alg"] = "none", Reasons.AlgorithmRefused);
        yield return Case("algorithm none without signature", Unsigned(good), Reasons.AlgorithmRefused);
        yield return Altered("algorithm HS256", good, header => header["alg"] = "HS256", Reasons.AlgorithmRefused);
        yield return Altered("algorithm ES384", good, header => header["alg"] = "ES384", Reasons.AlgorithmRefused);
        yield return Altered("algorithm missing", good, header => header.Remove("alg"), Reasons.AlgorithmRefused);
        yield return Altered("typ JWT", good, header => header["typ"] = "JWT", Reasons.TypeRefused);
        yield return Altered("typ vc+sd-jwt", good, header => header["typ"] = "vc+sd-jwt", Reasons.TypeRefused);
        yield return Altered("typ statuslist+jwt", good, header => header["typ"] = "statuslist+jwt", Reasons.TypeRefused);
        yield return Altered("typ missing", good, header => header.Remove("typ"), Reasons.TypeRefused);
        yield return Altered("critical extension", good, header => header["crit"] = new JsonArray("exp"), Reasons.HeaderMemberRefused);
        yield return Altered("key in the header", good, header => header["jwk"] = new JsonObject(), Reasons.HeaderMemberRefused);
        yield return Altered("key address in the header", good, header => header["jku"] = "http://127.0.0.1/", Reasons.HeaderMemberRefused);
        yield return Altered("kid missing", good, header => header.Remove("kid"), Reasons.KeyIdMissing);
        yield return Altered("kid is a number", good, header => header["kid"] = 1, Reasons.KeyIdMissing);
        yield return Altered("kid is a path", good, header => header["kid"] = "../../etc/passwd", Reasons.KeyUnknown);
        yield return Altered("kid is a member of every object", good, header => header["kid"] = "constructor", Reasons.KeyUnknown);
        yield return Case("key of a stranger", CredentialIssuer.Issue(Samples.Credential, Samples.StrangerKey), Reasons.KeyUnknown);
        yield return Altered("kid of another key", good, header => header["kid"] = Samples.OlderIssuerKey.PublicKey.KeyId, Reasons.SignatureInvalid);
        yield return Case("signature of a stranger", Forge.AlterCredential(good, (_, _) => { }, Samples.StrangerKey), Reasons.SignatureInvalid);
        yield return Case("signature cut short", CutSignature(good), Reasons.SignatureInvalid);
        yield return Case("payload of another credential", Swapped(good, Samples.Issue()), Reasons.SignatureInvalid);
        yield return Case("payload with a repeated member", Forge.AlterText(good, text => text[..^1] + ",\"iss\":\"https://issuer.example\"}"), Reasons.DuplicateMember);
        yield return Case("payload of many levels", Forge.AlterText(good, text => $"{text[..^1]},\"deep\":[[[[[[[[[]]]]]]]]]}}"), Reasons.TooDeep);
    }

    private static CorpusCase Case(string name, string presentation, string reason) => new($"token: {name}", presentation, Samples.Policy, reason);

    private static CorpusCase Altered(string name, string good, Action<JsonObject> change, string reason) =>
        Case(name, Forge.AlterHeader(good, change), reason);

    private static string Header(string json) => Forge.Token(Samples.IssuerKey, json, "{}") + "~";

    private static string Unsigned(string good)
    {
        string altered = Forge.AlterHeader(good, header => header["alg"] = "none");
        return $"{altered[..(altered.LastIndexOf('.') + 1)]}{good[good.IndexOf('~', StringComparison.Ordinal)..]}";
    }

    private static string CutSignature(string good)
    {
        string[] parts = good.Split('.', '~');
        string cut = Base64Url.EncodeToString(Base64Url.DecodeFromChars(parts[2]).AsSpan(0, 62));
        return good.Replace(parts[2], cut, StringComparison.Ordinal);
    }

    /// <summary>64 bytes need 86 characters, whose last has four spare bits.</summary>
    private static string SetSpareBits(string good)
    {
        int end = good.IndexOf('~', StringComparison.Ordinal);
        char next = good[end - 1] switch { 'A' => 'B', 'Q' => 'R', 'g' => 'h', _ => 'x' };
        return $"{good[..(end - 1)]}{next}{good[end..]}";
    }

    private static string Swapped(string good, string other)
    {
        string[] parts = good.Split('.', '~'), others = other.Split('.', '~');
        return good.Replace(parts[1], others[1], StringComparison.Ordinal);
    }
}
