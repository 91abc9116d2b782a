using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Credentials.Issuing;
using Zkml.Credentials.Json;

namespace Zkml.Credentials.Verifying;

/// <summary>
/// RFC 9901, section 7.1, for credentials whose digests are all at the top: every disclosure stands for exactly one digest that the issuer signed,
/// and no claim appears twice.
/// </summary>
internal static class DisclosureCheck
{
    private const int MaximumDigests = 128;

    /// <summary>
    /// Claims that decide whether a credential is good must be signed in the open. The last is no claim: verifiers in JavaScript would change an object's
    /// nature with it.
    /// </summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "iss", "iat", "nbf", "exp", "vct", "vct#integrity", "aka_vcts", "cnf", "status", "_sd_alg", "_sd", "...", "__proto__",
    };

    public static string? Run(JsonElement payload, IReadOnlyList<string> disclosures, Dictionary<string, JsonElement> claims)
    {
        if (!payload.TryString("_sd_alg", out string? algorithm) || algorithm != "sha-256")
        {
            return Reasons.DigestAlgorithmRefused;
        }

        if (ReadDigests(payload, out HashSet<string> digests) is string reason)
        {
            return reason;
        }

        if (payload.EnumerateObject().Any(member => member.Name == "..." || HidesDigests(member.Value)))
        {
            return Reasons.NestedDisclosureRefused;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return disclosures.Select(encoded => Take(encoded, payload, digests, seen, claims)).FirstOrDefault(found => found is not null);
    }

    private static string? ReadDigests(JsonElement payload, out HashSet<string> digests)
    {
        digests = new HashSet<string>(StringComparer.Ordinal);
        if (!payload.TryGetProperty("_sd", out JsonElement array) || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > MaximumDigests)
        {
            return Reasons.DigestMalformed;
        }

        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !Base64UrlText.TryDecode(item.GetString()!, out byte[]? digest)
                || digest.Length != SHA256.HashSizeInBytes)
            {
                return Reasons.DigestMalformed;
            }

            if (!digests.Add(item.GetString()!))
            {
                return Reasons.DuplicateDigest;
            }
        }

        return null;
    }

    private static string? Take(
        string encoded, JsonElement payload, HashSet<string> digests, HashSet<string> seen, Dictionary<string, JsonElement> claims)
    {
        if (Disclosure.Read(encoded, out Disclosure? disclosure) is string reason)
        {
            return reason;
        }

        return !seen.Add(disclosure!.Digest) ? Reasons.DisclosureRepeated
            : !digests.Contains(disclosure.Digest) ? Reasons.DisclosureUnreferenced
            : Reserved.Contains(disclosure.Name) ? Reasons.DisclosureNameReserved
            : HidesDigests(disclosure.Value) ? Reasons.NestedDisclosureRefused
            : payload.TryGetProperty(disclosure.Name, out _) || !claims.TryAdd(disclosure.Name, disclosure.Value) ? Reasons.DuplicateClaim
            : null;
    }

    private static bool HidesDigests(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => member.Name is "_sd" or "..." or "_sd_alg" || HidesDigests(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HidesDigests),
        _ => false,
    };
}
