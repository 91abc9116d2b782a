using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Zkml.Hosting.Security;

/// <summary>"zkml_" id "_" secret: 43 characters of base64url, 32 random bytes. Sent as <c>Authorization: Bearer zkml_…</c>.</summary>
public static class ApiKey
{
    public const int LongestId = 32;

    private const string Prefix = "zkml_";

    private const int SecretBytes = 32, SecretLength = 43;

    /// <summary>The key to hand out, and the digest to configure.</summary>
    public static (string Key, string Sha256) Create(string id)
    {
        if (!IsId(id))
        {
            throw new ArgumentException("Not an id of a key.", nameof(id));
        }

        string secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{Prefix}{id}_{secret}", Convert.ToHexStringLower(Hash(secret)));
    }

    /// <summary>What to configure for a key that was made before; false when the text is none.</summary>
    public static bool TryRead(string key, [NotNullWhen(true)] out string? id, [NotNullWhen(true)] out string? sha256)
    {
        ArgumentNullException.ThrowIfNull(key);
        sha256 = TrySplit(key, out id, out string? secret) ? Convert.ToHexStringLower(Hash(secret)) : null;
        return sha256 is not null;
    }

    internal static bool IsId(string id) => id.Length is >= 1 and <= LongestId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    internal static bool TrySplit(string key, [NotNullWhen(true)] out string? id, [NotNullWhen(true)] out string? secret)
    {
        (id, secret) = (null, null);
        int end = key.Length - SecretLength - 1;
        if (end <= Prefix.Length || !key.StartsWith(Prefix, StringComparison.Ordinal) || key[end] != '_')
        {
            return false;
        }

        (id, secret) = (key[Prefix.Length..end], key[(end + 1)..]);
        return IsId(id);
    }

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));
}
