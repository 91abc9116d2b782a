using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Zkml.Enrollment.Http;

/// <summary>base64url without padding, in its one canonical form, of a known length.</summary>
internal static class Base64UrlBytes
{
    public static bool TryRead(string? text, int length, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = text is not null && text.Length == Base64Url.GetEncodedLength(length) && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
        if (bytes is not null && (bytes.Length != length || Base64Url.EncodeToString(bytes) != text))
        {
            bytes = null;
        }

        return bytes is not null;
    }
}
