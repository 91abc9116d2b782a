using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

public sealed class PublishedDocuments
{
    private static readonly string Keys = Encoding.UTF8.GetString(Samples.IssuerKeys.Write());

    [Theory]
    [InlineData("https://issuer.example", "https://issuer.example/.well-known/jwt-vc-issuer")]
    [InlineData("https://issuer.example/", "https://issuer.example/.well-known/jwt-vc-issuer")]
    [InlineData("https://issuer.example/tenants/1/", "https://issuer.example/.well-known/jwt-vc-issuer/tenants/1")]
    public void The_metadata_stands_between_host_and_path(string issuer, string expected) => Assert.Equal(expected, IssuerMetadata.AddressFor(issuer).ToString());

    [Fact]
    public void Metadata_comes_back_with_its_keys_or_their_address()
    {
        Assert.True(IssuerMetadata.TryRead(IssuerMetadata.WithKeys(Samples.Issuer, Samples.IssuerKeys).Write(), out IssuerMetadata? inline));
        Assert.True(IssuerMetadata.TryRead(IssuerMetadata.WithKeysAt(Samples.Issuer, Samples.Issuer + "/jwks").Write(), out IssuerMetadata? referred));

        Assert.Equal(Samples.IssuerKeys.Write(), inline.Keys!.Write());
        Assert.Null(inline.KeysAddress);
        Assert.Equal(Samples.Issuer + "/jwks", referred.KeysAddress);
        Assert.Null(referred.Keys);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"issuer":"https://issuer.example"}""")]
    [InlineData("""{"issuer":"http://issuer.example","jwks_uri":"https://issuer.example/jwks"}""")]
    [InlineData("""{"issuer":"https://issuer.example","jwks_uri":"http://169.254.169.254/"}""")]
    [InlineData("""{"issuer":"https://issuer.example","jwks_uri":1}""")]
    [InlineData("""{"issuer":"https://issuer.example","jwks_uri":"https://issuer.example/jwks","jwks":KEYS}""")]
    [InlineData("""{"issuer":"https://issuer.example","issuer":"https://issuer.example","jwks":KEYS}""")]
    [InlineData("""{"issuer":"https://issuer.example","jwks":{"keys":[]}}""")]
    [InlineData("""{"issuer":"https://issuer.example?a","jwks":KEYS}""")]
    [InlineData("""{"issuer":"https://user@issuer.example","jwks":KEYS}""")]
    public void Metadata_that_is_not_one_issuer_with_one_set_of_keys_is_refused(string json) =>
        Assert.False(IssuerMetadata.TryRead(Encoding.UTF8.GetBytes(json.Replace("KEYS", Keys, StringComparison.Ordinal)), out _));

    [Fact]
    public void A_key_set_with_anything_but_named_public_keys_of_P256_is_refused()
    {
        Assert.True(Reads(_ => { }));
        Assert.False(Reads(key => key.Remove("kid")));
        Assert.False(Reads(key => key["kid"] = Samples.OlderIssuerKey.PublicKey.KeyId));
        Assert.False(Reads(key => key["d"] = key["x"]!.GetValue<string>()));
        Assert.False(Reads(key => key["kty"] = "oct"));
        Assert.False(Reads(key => key["crv"] = "secp256k1"));
        Assert.False(Reads(key => key["alg"] = "ES384"));
        Assert.False(Reads(key => key["use"] = "enc"));
        Assert.False(Reads(key => key["x"] = key["x"]!.GetValue<string>() + "="));
        Assert.False(Reads(key => key["y"] = key["x"]!.GetValue<string>()));
        Assert.False(Reads(key => key["x5u"] = "https://issuer.example/"));
    }

    [Fact]
    public void A_key_set_has_at_most_32_keys()
    {
        EcPublicJwk[] keys = [.. from index in Enumerable.Range(0, 33) select Named(index)];

        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonWebKeySet(keys));
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonWebKeySet([]));
        Assert.Equal(32, new JsonWebKeySet(keys[..32]).Keys.Count);
    }

    [Fact]
    public void The_thumbprint_is_that_of_RFC_7638()
    {
        JsonNode key = JsonNode.Parse(Samples.HolderKeyJson())!;
        string input = $$"""{"crv":"P-256","kty":"EC","x":"{{key["x"]}}","y":"{{key["y"]}}"}""";

        Assert.Equal(Forge.DigestOf(input), Samples.HolderKey.PublicKey.Thumbprint());
    }

    [Fact]
    public void The_type_document_names_every_claim_and_its_integrity_is_that_of_its_bytes()
    {
        byte[] document = TypeMetadata.Write(Samples.CredentialType);
        JsonNode json = JsonNode.Parse(document)!;

        Assert.Equal(Samples.CredentialType, json["vct"]!.GetValue<string>());
        Assert.Equal(ClaimNames.All, json["claims"]!.AsArray().Select(claim => claim!["path"]![0]!.GetValue<string>()));
        Assert.Equal("sha256-" + Convert.ToBase64String(SHA256.HashData(document)), TypeMetadata.IntegrityOf(document));
    }

    private static EcPublicJwk Named(int index)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return EcPublicJwk.From(key, $"key-{index}");
    }

    private static bool Reads(Action<JsonObject> change)
    {
        JsonNode set = JsonNode.Parse(Keys)!;
        change(set["keys"]![1]!.AsObject());
        return JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(set.ToJsonString()), out _);
    }
}
