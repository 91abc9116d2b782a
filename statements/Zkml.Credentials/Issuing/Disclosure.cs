using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Credentials.Json;

namespace Zkml.Credentials.Issuing;

/// <summary>Salt, name and value of one claim, which the issuer signs only the digest of (RFC 9901, section 4.2).</summary>
internal sealed record Disclosure(string Encoded, string Name, JsonElement Value)
{
    /// <summary>128 bits keep a claim of few values from being guessed out of its digest.</summary>
    public const int SaltLength = 16;

    public string Digest { get; } = Base64UrlText.DigestOf(Encoded);

    public static Disclosure Create(string name, JsonElement value)
    {
        string salt = Base64UrlText.Encode(RandomNumberGenerator.GetBytes(SaltLength));
        byte[] json = JsonText.Write(writer =>
        {
            writer.WriteStartArray();
            writer.WriteStringValue(salt);
            writer.WriteStringValue(name);
            value.WriteTo(writer);
            writer.WriteEndArray();
        });
        return new Disclosure(Base64UrlText.Encode(json), name, value);
    }

    /// <summary>Its reason, or null and the disclosure of an object's member. Those of array elements are not used by this type of credential.</summary>
    public static string? Read(string encoded, out Disclosure? disclosure)
    {
        disclosure = null;
        if (!Base64UrlText.TryDecode(encoded, out byte[]? json))
        {
            return Reasons.DisclosureMalformed;
        }

        if (StrictJson.Read(json, out JsonElement root) is var fault && fault != JsonFault.None)
        {
            return fault == JsonFault.DuplicateMember ? Reasons.DuplicateMember : fault == JsonFault.TooDeep ? Reasons.TooDeep : Reasons.DisclosureMalformed;
        }

        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() != 3
            || root[0].ValueKind != JsonValueKind.String || root[1].ValueKind != JsonValueKind.String)
        {
            return Reasons.DisclosureMalformed;
        }

        if (!Base64UrlText.TryDecode(root[0].GetString()!, out byte[]? salt) || salt.Length < SaltLength)
        {
            return Reasons.SaltTooShort;
        }

        disclosure = new Disclosure(encoded, root[1].GetString()!, root[2]);
        return null;
    }
}
