using Zkml.Credentials.Issuing;
using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials;

/// <summary>What a holder does with a credential: leave claims out, and show that the key is there.</summary>
public static class Presentation
{
    internal const string Type = "kb+jwt";

    /// <summary>The credential with the disclosures of the named claims only, without key binding.</summary>
    public static string Select(string credential, IReadOnlyCollection<string> claimNames)
    {
        SdJwtText parts = Read(credential);
        return (parts with { Disclosures = [.. parts.Disclosures.Where(encoded => claimNames.Contains(NameOf(encoded)))] }).Bound;
    }

    /// <summary>Binds a credential, as selected, to one verifier and its nonce (RFC 9901, section 4.3).</summary>
    public static string Bind(string credential, ITokenSigner holder, string audience, string nonce, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentException.ThrowIfNullOrEmpty(audience);
        ArgumentException.ThrowIfNullOrEmpty(nonce);
        string bound = Read(credential).Bound;
        return bound + SignedToken.Create(holder, Type, JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteString("aud", audience);
            json.WriteString("nonce", nonce);
            json.WriteString("sd_hash", Base64UrlText.DigestOf(bound));
            json.WriteEndObject();
        }));
    }

    private static string NameOf(string encoded) =>
        Disclosure.Read(encoded, out Disclosure? disclosure) is null
            ? disclosure!.Name
            : throw new ArgumentException("A disclosure cannot be read.", nameof(encoded));

    private static SdJwtText Read(string credential) =>
        SdJwtText.TryRead(credential, out SdJwtText? parts) && parts.KeyBinding.Length == 0
            ? parts
            : throw new ArgumentException("It must be a credential without key binding.", nameof(credential));
}
