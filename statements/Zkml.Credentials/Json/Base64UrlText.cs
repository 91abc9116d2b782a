using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Zkml.Credentials.Json;

/// <summary>base64url without padding (RFC 7515, section 2), in its one canonical form.</summary>
internal static class Base64UrlText
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>False for padding, white space, and spare bits that are not zero.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
        if (bytes is not null && Encode(bytes) != text)
        {
            bytes = null;
        }

        return bytes is not null;
    }

    /// <summary>The SHA-256 of an ASCII text, as SD-JWT writes digests (RFC 9901, section 4.2.3).</summary>
    public static string DigestOf(string ascii) => Encode(SHA256.HashData(Encoding.ASCII.GetBytes(ascii)));
}
