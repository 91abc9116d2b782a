using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Zkml.Credentials.Json;

namespace Zkml.Credentials;

/// <summary>The document at <c>/.well-known/jwt-vc-issuer</c> (SD-JWT VC, section 4): the issuer's name, and its keys or where they are.</summary>
public sealed class IssuerMetadata
{
    public const int MaximumLength = 64 * 1024;

    private const string WellKnown = "/.well-known/jwt-vc-issuer";

    private IssuerMetadata(string issuer, string? keysAddress, JsonWebKeySet? keys) => (Issuer, KeysAddress, Keys) = (issuer, keysAddress, keys);

    public string Issuer { get; }

    /// <summary><c>jwks_uri</c>; null when the keys are in the document.</summary>
    public string? KeysAddress { get; }

    /// <summary><c>jwks</c>; null when the keys are elsewhere.</summary>
    public JsonWebKeySet? Keys { get; }

    /// <summary>An https address without user, query or fragment.</summary>
    public static bool IsIssuer(string text) => HttpsAddress.IsValid(text);

    public static IssuerMetadata WithKeysAt(string issuer, string keysAddress)
    {
        HttpsAddress.ThrowIfNot(issuer);
        HttpsAddress.ThrowIfNot(keysAddress);
        return new IssuerMetadata(issuer, keysAddress, null);
    }

    public static IssuerMetadata WithKeys(string issuer, JsonWebKeySet keys)
    {
        HttpsAddress.ThrowIfNot(issuer);
        ArgumentNullException.ThrowIfNull(keys);
        return new IssuerMetadata(issuer, null, keys);
    }

    /// <summary>Where the metadata of an issuer is: the well-known part stands between host and path, and a '/' at the end goes.</summary>
    public static Uri AddressFor(string issuer)
    {
        HttpsAddress.ThrowIfNot(issuer);
        var address = new Uri(issuer, UriKind.Absolute);
        return new Uri(address, WellKnown + address.AbsolutePath.TrimEnd('/'));
    }

    public byte[] Write() => JsonText.Write(WriteTo);

    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out IssuerMetadata? metadata)
    {
        metadata = null;
        return utf8.Length <= MaximumLength && StrictJson.Read(utf8, out JsonElement root) == JsonFault.None && TryRead(root, out metadata);
    }

    /// <summary>False unless there are keys or their address, and not both. Members of other specifications are ignored.</summary>
    internal static bool TryRead(JsonElement root, [NotNullWhen(true)] out IssuerMetadata? metadata)
    {
        metadata = null;
        if (!root.TryString("issuer", out string? issuer) || !HttpsAddress.IsValid(issuer)
            || root.TryGetProperty("jwks", out JsonElement inline) == root.TryGetProperty("jwks_uri", out _))
        {
            return false;
        }

        JsonWebKeySet? keys = null;
        bool valid = root.TryString("jwks_uri", out string? address) ? HttpsAddress.IsValid(address) : JsonWebKeySet.TryRead(inline, out keys);
        metadata = valid ? new IssuerMetadata(issuer, address, keys) : null;
        return valid;
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("issuer", Issuer);
        if (KeysAddress is not null)
        {
            json.WriteString("jwks_uri", KeysAddress);
        }
        else
        {
            json.WritePropertyName("jwks");
            Keys!.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
