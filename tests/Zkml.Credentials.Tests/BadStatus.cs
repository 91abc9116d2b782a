using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

/// <summary>A good credential whose status is bad, or cannot be known.</summary>
internal static class BadStatus
{
    public static IEnumerable<CorpusCase> All()
    {
        StatusListToken good = Samples.Status();
        yield return Case("no token", null, Reasons.StatusTokenMissing);
        yield return Case("garbage", "garbage", Reasons.StatusTokenMalformed);
        yield return Case("too long", new string('a', (2 * 1024 * 1024) + 1), Reasons.StatusTokenTooLarge);
        yield return Altered("algorithm none", (header, _) => header["alg"] = "none", Reasons.StatusAlgorithmRefused);
        yield return Altered("typ JWT", (header, _) => header["typ"] = "JWT", Reasons.StatusTypeRefused);
        yield return Case("a credential in its place", Samples.Issue().Split('~')[0], Reasons.StatusTypeRefused);
        yield return Altered("key in the header", (header, _) => header["jwk"] = new JsonObject(), Reasons.StatusHeaderMemberRefused);
        yield return Altered("kid missing", (header, _) => header.Remove("kid"), Reasons.StatusKeyUnknown);
        yield return Case("key of a stranger", good.Sign(Samples.StrangerKey), Reasons.StatusKeyUnknown);
        yield return Altered("kid of another key", (header, _) => header["kid"] = Samples.OlderIssuerKey.PublicKey.KeyId, Reasons.StatusSignatureInvalid);
        yield return Case("another list", (good with { Uri = Samples.Issuer + "/statuslists/8" }).Sign(Samples.IssuerKey), Reasons.StatusSubjectMismatch);
        yield return Altered("sub missing", (_, payload) => payload.Remove("sub"), Reasons.StatusSubjectMismatch);
        yield return Altered("iat missing", (_, payload) => payload.Remove("iat"), Reasons.StatusTokenMalformed);
        yield return Altered("exp missing", (_, payload) => payload.Remove("exp"), Reasons.StatusTokenMalformed);
        yield return Altered("ttl zero", (_, payload) => payload["ttl"] = 0, Reasons.StatusTokenMalformed);
        yield return Case("from the future", (good with { IssuedAt = Samples.Now.AddSeconds(61) }).Sign(Samples.IssuerKey), Reasons.StatusIssuedInFuture);
        yield return Case("expired", (good with { Expires = Samples.Now.AddSeconds(-60) }).Sign(Samples.IssuerKey), Reasons.StatusExpired);
        yield return Case("older than its time to live", (good with { IssuedAt = Samples.Now.AddMinutes(-61) }).Sign(Samples.IssuerKey), Reasons.StatusStale);
        yield return Altered("list missing", (_, payload) => payload.Remove("status_list"), Reasons.StatusListMalformed);
        yield return Altered("three bits", (_, payload) => payload["status_list"]!["bits"] = 3, Reasons.StatusListMalformed);
        yield return List("no zlib", [1, 2, 3, 4, 5, 6, 7, 8]);
        yield return List("nothing compressed", Compress([]));
        yield return List("cut short", Compress(new byte[128])[..^1]);
        yield return List("left over", [.. Compress(new byte[128]), 0]);
        yield return List("checksum wrong", [.. Compress(new byte[128])[..^1], 7]);
        yield return List("a bomb of 1 MiB and one", Compress(new byte[(1 << 20) + 1]));
        yield return new CorpusCase(
            "status: index behind the list",
            CredentialIssuer.Issue(Samples.Credential with { Status = new StatusReference(Samples.StatusUri, 1024) }, Samples.IssuerKey),
            Samples.Policy,
            Reasons.StatusIndexOutOfRange);
        yield return new CorpusCase(
            "status: index beyond 32 bits",
            CredentialIssuer.Issue(Samples.Credential with { Status = new StatusReference(Samples.StatusUri, 1L << 40) }, Samples.IssuerKey),
            Samples.Policy,
            Reasons.StatusIndexOutOfRange);
        yield return Case("revoked", Samples.Status(1, 1).Sign(Samples.IssuerKey), Reasons.Revoked);
        yield return Case("revoked, eight bits", Samples.Status(8, 1).Sign(Samples.IssuerKey), Reasons.Revoked);
        yield return Case("suspended", Samples.Status(2, 2).Sign(Samples.IssuerKey), Reasons.Suspended);
        yield return Case("application specific", Samples.Status(4, 11).Sign(Samples.IssuerKey), Reasons.StatusUnknown);
    }

    private static CorpusCase Case(string name, string? token, string reason) =>
        new($"status: {name}", Samples.Issue(), Samples.Policy with { StatusToken = token }, reason);

    private static CorpusCase Altered(string name, Action<JsonObject, JsonObject> change, string reason) =>
        Case(name, Forge.Alter(Samples.Policy.StatusToken!, Samples.IssuerKey, change), reason);

    private static CorpusCase List(string name, byte[] compressed) => Altered(
        name, (_, payload) => payload["status_list"]!["lst"] = Base64Url.EncodeToString(compressed), Reasons.StatusListMalformed);

    private static byte[] Compress(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.SmallestSize))
        {
            zlib.Write(data);
            zlib.Flush();
        }

        return stream.ToArray();
    }
}
