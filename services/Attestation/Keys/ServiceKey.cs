using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Attestation.Keys;

/// <summary>Under which signing keys and credentials lie in the database.</summary>
internal sealed class ServiceKey(IOptions<AttestationOptions> options, IOptions<StorageOptions> storage, IOptions<ProfileOptions> profile) : IDisposable
{
    private readonly byte[] _key = HexKeys.Read(HexKeys.FileOf(options.Value.KeyFile, "attestation.key", HexKeys.New, storage.Value, profile.Value), 1)[0];

    /// <param name="secret">The caller zeroes it.</param>
    /// <param name="what">Names it: a box opens under the same name only.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string what) => Envelope.Seal(_key, secret, Associated(what));

    /// <summary>The caller zeroes it.</summary>
    /// <exception cref="CryptographicException">Not sealed under this key and name.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string what)
    {
        byte[] secret = new byte[Math.Max(0, box.Length - Envelope.Overhead)];
        Envelope.Open(_key, box, secret, Associated(what));
        return secret;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_key);

    private static byte[] Associated(string what) => Encoding.ASCII.GetBytes($"zkml-attestation-1|{what}");
}
