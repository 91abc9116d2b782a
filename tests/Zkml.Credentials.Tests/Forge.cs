using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

/// <summary>Tokens with any header and payload, signed as a careless or hostile peer would.</summary>
internal static class Forge
{
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static JsonObject Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    public static string DigestOf(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Token(ITokenSigner signer, string header, string payload)
    {
        string input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString(signer.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>The same token with its header and payload changed, signed again.</summary>
    public static string Alter(string token, ITokenSigner signer, Action<JsonObject, JsonObject> change)
    {
        string[] parts = token.Split('.');
        JsonObject header = Decode(parts[0]), payload = Decode(parts[1]);
        change(header, payload);
        return Token(signer, header.ToJsonString(), payload.ToJsonString());
    }

    /// <summary>A credential without key binding whose issuer's token is changed and signed again, disclosures as they were.</summary>
    public static string AlterCredential(string credential, Action<JsonObject, JsonObject> change, ITokenSigner? signer = null)
    {
        int end = credential.IndexOf('~', StringComparison.Ordinal);
        return Alter(credential[..end], signer ?? Samples.IssuerKey, change) + credential[end..];
    }

    public static string AlterPayload(string credential, Action<JsonObject> change) => AlterCredential(credential, (_, payload) => change(payload));

    public static string AlterHeader(string credential, Action<JsonObject> change) => AlterCredential(credential, (header, _) => change(header));

    /// <summary>The text of the payload changed as text, for what an object cannot hold.</summary>
    public static string AlterText(string credential, Func<string, string> change)
    {
        string[] parts = credential[..credential.IndexOf('~', StringComparison.Ordinal)].Split('.');
        string payload = change(Decode(parts[1]).ToJsonString());
        return Token(Samples.IssuerKey, Decode(parts[0]).ToJsonString(), payload) + credential[credential.IndexOf('~', StringComparison.Ordinal)..];
    }

    public static string AlterKeyBinding(string presentation, Action<JsonObject, JsonObject> change, ITokenSigner? signer = null)
    {
        int start = presentation.LastIndexOf('~') + 1;
        return presentation[..start] + Alter(presentation[start..], signer ?? Samples.HolderKey, change);
    }

    /// <summary>The credential with one more disclosure, its digest signed by the issuer unless said otherwise.</summary>
    public static string AddDisclosure(string credential, string disclosureJson, bool signed = true)
    {
        string encoded = Encode(disclosureJson);
        string altered = signed ? AlterPayload(credential, payload => payload["_sd"]!.AsArray().Add(DigestOf(encoded))) : credential;
        return $"{altered}{encoded}~";
    }
}
