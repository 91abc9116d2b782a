using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

/// <summary>Tricks with disclosures and digests.</summary>
internal static class BadDisclosures
{
    private const string Salt = "c2l4dGVlbiBieXRlcy4uLg";

    public static IEnumerable<CorpusCase> All()
    {
        string good = Samples.Issue();
        yield return Altered("digest algorithm sha-512", good, p => p["_sd_alg"] = "sha-512", Reasons.DigestAlgorithmRefused);
        yield return Altered("digest algorithm missing", good, p => p.Remove("_sd_alg"), Reasons.DigestAlgorithmRefused);
        yield return Altered("digests missing", good, p => p.Remove("_sd"), Reasons.DigestMalformed);
        yield return Altered("digest is a number", good, p => p["_sd"]!.AsArray().Add(1), Reasons.DigestMalformed);
        yield return Altered("digest too short", good, p => p["_sd"]!.AsArray().Add("AAAA"), Reasons.DigestMalformed);
        yield return Altered("129 digests", good, AddDigests, Reasons.DigestMalformed);
        yield return Altered("digest twice", good, p => p["_sd"]!.AsArray().Add(p["_sd"]![0]!.GetValue<string>()), Reasons.DuplicateDigest);
        yield return Altered("digests in a member", good, p => p["address"] = new JsonObject { ["_sd"] = new JsonArray() }, Reasons.NestedDisclosureRefused);
        yield return Altered("digest in an array", good, p => p["list"] = new JsonArray(new JsonObject { ["..."] = "x" }), Reasons.NestedDisclosureRefused);
        yield return Altered("three dots at the top", good, p => p["..."] = "x", Reasons.NestedDisclosureRefused);
        yield return Added("digests in a disclosed value", good, $$"""["{{Salt}}","a",{"_sd":[]}]""", Reasons.NestedDisclosureRefused);
        yield return Added("disclosure of an array element", good, $"[\"{Salt}\",\"a\"]", Reasons.DisclosureMalformed);
        yield return Added("disclosure with a fourth part", good, $"[\"{Salt}\",\"a\",1,2]", Reasons.DisclosureMalformed);
        yield return Added("disclosure is no JSON", good, "[", Reasons.DisclosureMalformed);
        yield return Added("disclosure with a repeated member", good, $$"""["{{Salt}}","a",{"b":1,"b":2}]""", Reasons.DuplicateMember);
        yield return Added("disclosure of many levels", good, $"[\"{Salt}\",\"a\",[[[[[[[[]]]]]]]]]", Reasons.TooDeep);
        yield return Added("salt of 15 bytes", good, $"[\"{Salt[..20]}\",\"a\",1]", Reasons.SaltTooShort);
        yield return Added("salt that is no base64url", good, "[\"====================================\",\"a\",1]", Reasons.SaltTooShort);
        yield return Added("disclosed exp", good, $"[\"{Salt}\",\"exp\",9999999999]", Reasons.DisclosureNameReserved);
        yield return Added("disclosed cnf", good, $$"""["{{Salt}}","cnf",{}]""", Reasons.DisclosureNameReserved);
        yield return Added("disclosed _sd", good, $"[\"{Salt}\",\"_sd\",[]]", Reasons.DisclosureNameReserved);
        yield return Added("disclosed three dots", good, $"[\"{Salt}\",\"...\",1]", Reasons.DisclosureNameReserved);
        yield return Added("disclosed __proto__", good, $$"""["{{Salt}}","__proto__",{"vip":true}]""", Reasons.DisclosureNameReserved);
        yield return Added("claim twice", good, $"[\"{Salt}\",\"modality\",\"face\"]", Reasons.DuplicateClaim);
        yield return Case(
            "claim also in the open",
            Forge.AlterPayload(good, payload => payload["modality"] = "face"),
            Reasons.DuplicateClaim);
        yield return Case("disclosure not base64url", good + "!~", Reasons.DisclosureMalformed);
        yield return Case("empty disclosure", good + "~", Reasons.DisclosureMalformed);
        yield return Case("same disclosure twice", good + good.Split('~')[1] + "~", Reasons.DisclosureRepeated);
        yield return Case(
            "disclosure nobody signed", Forge.AddDisclosure(good, $"[\"{Salt}\",\"vip\",true]", signed: false), Reasons.DisclosureUnreferenced);
        yield return Case("disclosure replaced", Replaced(good), Reasons.DisclosureUnreferenced);
        yield return Case(
            "disclosure of another credential", $"{Presentation.Select(good, [])}{Samples.Issue().Split('~')[1]}~", Reasons.DisclosureUnreferenced);
    }

    private static CorpusCase Case(string name, string presentation, string reason) => new($"disclosures: {name}", presentation, Samples.Policy, reason);

    private static CorpusCase Altered(string name, string good, Action<JsonObject> change, string reason) =>
        Case(name, Forge.AlterPayload(good, change), reason);

    private static CorpusCase Added(string name, string good, string disclosure, string reason) => Case(name, Forge.AddDisclosure(good, disclosure), reason);

    private static void AddDigests(JsonObject payload)
    {
        JsonArray digests = payload["_sd"]!.AsArray();
        while (digests.Count < 129)
        {
            digests.Add(Forge.DigestOf($"{digests.Count}"));
        }
    }

    private static string Replaced(string good)
    {
        string[] parts = good.Split('~');
        parts[1] = Forge.Encode($"[\"{Salt}\",\"modality\",\"face\"]");
        return string.Join('~', parts);
    }
}
