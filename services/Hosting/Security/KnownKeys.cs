using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Security;

/// <summary>The API keys of the configuration, of which only digests are known.</summary>
public sealed class KnownKeys(IOptions<CallerOptions> callers)
{
    /// <summary>Whose key it is and which role it has; null for a key that is not known. An unknown id costs the same as a wrong secret.</summary>
    public (string Id, string Role)? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!ApiKey.TrySplit(key, out string? id, out string? secret))
        {
            return null;
        }

        ApiKeyEntry? known = callers.Value.ApiKeys.GetValueOrDefault(id);
        byte[] expected = known is null ? new byte[SHA256.HashSizeInBytes] : Convert.FromHexString(known.Sha256);
        bool same = CryptographicOperations.FixedTimeEquals(ApiKey.Hash(secret), expected);
        return known is not null && same ? (id, known.Role) : null;
    }
}
