using System.Text;
using System.Text.Json;
using Zkml.Credentials.Json;

namespace Zkml.Credentials.Tokens;

/// <summary>
/// A JWT in compact form (RFC 7515), signed with ES256 and nothing else. Its header has <c>alg</c>, <c>typ</c>, <c>kid</c> and nothing else:
/// no key, address or extension of an attacker's choice can be in it.
/// </summary>
internal sealed class SignedToken
{
    private readonly byte[] _signingInput;
    private readonly byte[] _signature;

    private SignedToken(string? keyId, JsonElement payload, byte[] signingInput, byte[] signature) =>
        (KeyId, Payload, _signingInput, _signature) = (keyId, payload, signingInput, signature);

    public string? KeyId { get; }

    /// <summary>An object.</summary>
    public JsonElement Payload { get; }

    public static string Create(ITokenSigner signer, string type, ReadOnlySpan<byte> payload)
    {
        byte[] header = JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("alg", "ES256");
            json.WriteString("typ", type);
            if (signer.PublicKey.KeyId is string keyId)
            {
                json.WriteString("kid", keyId);
            }

            json.WriteEndObject();
        });
        string signingInput = $"{Base64UrlText.Encode(header)}.{Base64UrlText.Encode(payload)}";
        return $"{signingInput}.{Base64UrlText.Encode(signer.Sign(Encoding.ASCII.GetBytes(signingInput)))}";
    }

    /// <summary>Reads without checking the signature. The caller has limited the length.</summary>
    /// <param name="text">Header, payload and signature with dots between them.</param>
    /// <param name="type">The one <c>typ</c> that is taken.</param>
    /// <param name="namesKey">Whether the header must have a <c>kid</c>.</param>
    /// <param name="token">Null unless there is no fault.</param>
    public static TokenFault Read(string text, string type, bool namesKey, out SignedToken? token)
    {
        token = null;
        string[] parts = text.Split('.', 4);
        if (parts.Length != 3 || !Base64UrlText.TryDecode(parts[0], out byte[]? header)
            || !Base64UrlText.TryDecode(parts[1], out byte[]? payload) || !Base64UrlText.TryDecode(parts[2], out byte[]? signature))
        {
            return TokenFault.Malformed;
        }

        if (ReadObject(header, out JsonElement head) is var headFault && headFault != TokenFault.None)
        {
            return headFault;
        }

        if (CheckHeader(head, type, namesKey, out string? keyId) is var fault && fault != TokenFault.None)
        {
            return fault;
        }

        if (ReadObject(payload, out JsonElement body) is var bodyFault && bodyFault != TokenFault.None)
        {
            return bodyFault;
        }

        token = new SignedToken(keyId, body, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
        return TokenFault.None;
    }

    public bool IsSignedBy(EcPublicJwk key) => key.Verify(_signingInput, _signature);

    private static TokenFault ReadObject(byte[] utf8, out JsonElement value) => StrictJson.Read(utf8, out value) switch
    {
        JsonFault.DuplicateMember => TokenFault.DuplicateMember,
        JsonFault.TooDeep => TokenFault.TooDeep,
        JsonFault.None when value.ValueKind == JsonValueKind.Object => TokenFault.None,
        _ => TokenFault.Malformed,
    };

    private static TokenFault CheckHeader(JsonElement header, string type, bool namesKey, out string? keyId)
    {
        keyId = null;
        return !header.TryString("alg", out string? algorithm) || algorithm != "ES256" ? TokenFault.Algorithm
            : !header.TryString("typ", out string? found) || found != type ? TokenFault.Type
            : !header.HasOnly("alg", "typ", "kid") ? TokenFault.HeaderMember
            : !header.TryString("kid", out keyId) && (namesKey || header.TryGetProperty("kid", out _)) ? TokenFault.KeyId
            : TokenFault.None;
    }
}
