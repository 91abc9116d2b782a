using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

/// <summary>Well signed, with a payload that must not be taken.</summary>
internal static class BadPayloads
{
    private const string Salt = "c2l4dGVlbiBieXRlcy4uLg";

    public static IEnumerable<CorpusCase> All()
    {
        string good = Samples.Issue();
        yield return Altered("iss of another", good, p => p["iss"] = "https://other.example", Reasons.IssuerMismatch);
        yield return Altered("iss with a slash more", good, p => p["iss"] = Samples.Issuer + "/", Reasons.IssuerMismatch);
        yield return Altered("iss missing", good, p => p.Remove("iss"), Reasons.IssuerMismatch);
        yield return Altered("vct missing", good, p => p.Remove("vct"), Reasons.CredentialTypeRefused);
        yield return Altered("vct of another version", good, p => p["vct"] = Samples.Issuer + "/vct/proof-of-personhood/2", Reasons.CredentialTypeRefused);
        yield return Altered("vct is an array", good, p => p["vct"] = new JsonArray(Samples.CredentialType), Reasons.CredentialTypeRefused);
        yield return Altered("iat missing", good, p => p.Remove("iat"), Reasons.ClaimMissing);
        yield return Altered("nbf missing", good, p => p.Remove("nbf"), Reasons.ClaimMissing);
        yield return Altered("exp missing", good, p => p.Remove("exp"), Reasons.ClaimMissing);
        yield return Altered("exp is text", good, p => p["exp"] = "4102444800", Reasons.ClaimMalformed);
        yield return Altered("exp is negative", good, p => p["exp"] = -1, Reasons.ClaimMalformed);
        yield return Case("exp with an exponent", Forge.AlterText(good, text => Number(text, "exp", "9e9")), Reasons.ClaimMalformed);
        yield return Case("exp with a fraction", Forge.AlterText(good, text => Number(text, "exp", "1800000000.5")), Reasons.ClaimMalformed);
        yield return Case("exp beyond every calendar", Forge.AlterText(good, text => Number(text, "exp", "9007199254740991")), Reasons.ClaimMalformed);
        yield return Altered("issued in the future", good, p => p["iat"] = Seconds(61), Reasons.IssuedInFuture);
        yield return Altered("valid from later", good, p => p["nbf"] = Seconds(61), Reasons.NotYetValid);
        yield return Altered("expired", good, p => p["exp"] = Seconds(-60), Reasons.Expired);
        yield return Altered("no holder key", good, p => p.Remove("cnf"), Reasons.HolderKeyMalformed);
        yield return Altered("holder key by name only", good, p => p["cnf"] = new JsonObject { ["kid"] = "1" }, Reasons.HolderKeyMalformed);
        yield return Altered("holder key of another curve", good, p => p["cnf"]!["jwk"]!["crv"] = "P-384", Reasons.HolderKeyMalformed);
        yield return Altered("holder key not on the curve", good, p => p["cnf"]!["jwk"]!["x"] = Forge.Encode(new string('a', 32)), Reasons.HolderKeyMalformed);
        yield return Altered("holder key with its secret", good, p => p["cnf"]!["jwk"]!["d"] = Salt, Reasons.HolderKeyMalformed);
        yield return Altered("holder key for encryption", good, p => p["cnf"]!["jwk"]!["use"] = "enc", Reasons.HolderKeyMalformed);
        yield return Altered("no status", good, p => p.Remove("status"), Reasons.StatusReferenceMalformed);
        yield return Altered("status index is text", good, p => p["status"]!["status_list"]!["idx"] = "41", Reasons.StatusReferenceMalformed);
        yield return Altered("status index is negative", good, p => p["status"]!["status_list"]!["idx"] = -1, Reasons.StatusReferenceMalformed);
        yield return Altered(
            "status list without https", good, p => p["status"]!["status_list"]!["uri"] = "http://issuer.example/statuslists/7", Reasons.StatusReferenceMalformed);
        yield return new CorpusCase(
            "payload: required claim kept back",
            Presentation.Select(good, [ClaimNames.Assurance]),
            Samples.Policy with { RequiredClaims = [ClaimNames.Modality] },
            Reasons.ClaimMissing);
        yield return Claim("modality of no kind", good, "modality", "\"voice\"");
        yield return Claim("assurance of no kind", good, "assurance", "\"trust-me\"");
        yield return Claim("model id in capitals", good, "model_id", $"\"{Samples.Digits('A')}\"");
        yield return Claim("registry root too short", good, "registry_root", "\"00\"");
        yield return Claim("epoch is text", good, "registry_epoch", "\"12\"");
        yield return Claim("epoch is negative", good, "registry_epoch", "-1");
        yield return Claim("day that does not exist", good, "capture_date", "\"2026-02-30\"");
        yield return Claim("day with a time", good, "capture_date", "\"2026-02-01T00:00:00Z\"");
        yield return Claim("device class of 65 characters", good, "device_class", $"\"{new string('d', 65)}\"");
    }

    private static CorpusCase Case(string name, string presentation, string reason) => new($"payload: {name}", presentation, Samples.Policy, reason);

    private static CorpusCase Altered(string name, string good, Action<JsonObject> change, string reason) =>
        Case(name, Forge.AlterPayload(good, change), reason);

    /// <summary>The claim as another value, well disclosed, in place of the good one.</summary>
    private static CorpusCase Claim(string name, string good, string claim, string value) =>
        Case(name, Forge.AddDisclosure(Presentation.Select(good, []), $"[\"{Salt}\",\"{claim}\",{value}]"), Reasons.ClaimMalformed);

    private static long Seconds(int after) => Samples.Now.AddSeconds(after).ToUnixTimeSeconds();

    private static string Number(string text, string name, string value) =>
        System.Text.RegularExpressions.Regex.Replace(text, $"\"{name}\":[0-9]+", $"\"{name}\":{value}");
}
