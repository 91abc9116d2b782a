using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Attestation.Keys;

/// <summary>Under which signing keys and credentials lie in the database: sealed under the present key, opened with it or one before it.</summary>
internal sealed class ServiceKey(IOptions<AttestationOptions> options, IOptions<StorageOptions> storage, IOptions<ProfileOptions> profile) : IDisposable
{
    private readonly byte[][] _keys =
    [
        HexKeys.Read(HexKeys.FileOf(options.Value.KeyFile, "attestation.key", HexKeys.New, storage.Value, profile.Value), 1)[0],
        .. options.Value.PreviousKeyFiles.Select(file => HexKeys.Read(file, 1)[0]),
    ];

    /// <param name="secret">The caller zeroes it.</param>
    /// <param name="what">Names it: a box opens under the same name only.</param>
    public byte[] Seal(ReadOnlySpan<byte> secret, string what) => Envelope.Seal(_keys[0], secret, Associated(what));

    /// <summary>The caller zeroes it.</summary>
    /// <exception cref="CryptographicException">Not sealed under one of these keys and this name.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, string what)
    {
        byte[] secret = new byte[Math.Max(0, box.Length - Envelope.Overhead)];
        byte[] associated = Associated(what);
        foreach (byte[] key in _keys)
        {
            try
            {
                Envelope.Open(key, box, secret, associated);
                return secret;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Sealed under another of them, perhaps.
            }
        }

        throw new CryptographicException("Not sealed under a key of Attestation:KeyFile or Attestation:PreviousKeyFiles.");
    }

    public void Dispose()
    {
        foreach (byte[] key in _keys)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Associated(string what) => Encoding.ASCII.GetBytes($"zkml-attestation-1|{what}");
}
