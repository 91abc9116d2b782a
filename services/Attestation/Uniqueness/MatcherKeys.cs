using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Keys;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Matching;

namespace Zkml.Attestation.Uniqueness;

/// <summary>
/// The keys of one matcher store, i: under which its shares lie in its database, and the two of the zero sharing, k_i and k_(i+1). Its file has these three,
/// 32 bytes on each line in hexadecimal; so each k stands in two files.
/// </summary>
internal sealed class MatcherKeys : IDisposable
{
    private const int Lines = 3;

    private MatcherKeys(byte[][] keys) => (Seal, Own, Next) = (keys[0], keys[1], keys[2]);

    public byte[] Seal { get; }

    public byte[] Own { get; }

    public byte[] Next { get; }

    /// <summary>Those of all three. With keys that do not fit together no two templates would ever match, and nobody would notice.</summary>
    /// <exception cref="OptionsValidationException">They do not fit together, or a file is wrong.</exception>
    public static MatcherKeys[] ReadAll(AttestationOptions options, StorageOptions storage, ProfileOptions profile)
    {
        if (options.MatcherKeyFiles.Length is not (0 or ShareLayout.Shares))
        {
            throw HexKeys.Wrong("Attestation:MatcherKeyFiles must name three files.");
        }

        string[] made = MatcherKeyFiles.Create();
        MatcherKeys[] keys =
        [
            .. Enumerable.Range(0, ShareLayout.Shares).Select(store => new MatcherKeys(HexKeys.Read(
                HexKeys.FileOf(
                    options.MatcherKeyFiles.ElementAtOrDefault(store), $"matcher{store}.key", () => made[store], storage, profile),
                Lines))),
        ];
        bool fit = true;
        for (int store = 0; store < keys.Length; store++)
        {
            fit &= CryptographicOperations.FixedTimeEquals(keys[store].Next, keys[(store + 1) % keys.Length].Own);
            fit &= !CryptographicOperations.FixedTimeEquals(keys[store].Own, keys[store].Next);
        }

        return fit ? keys : throw HexKeys.Wrong("The third line of each matcher's key file must be the second line of the next one's, and these three must differ.");
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Seal);
        CryptographicOperations.ZeroMemory(Own);
        CryptographicOperations.ZeroMemory(Next);
    }
}
