using System.Security.Cryptography;
using System.Text;

namespace Zkml.Hosting.Vault;

/// <summary>
/// AES-256-GCM: 1 (version), 12 bytes nonce, 16 bytes tag, ciphertext. Authenticated with it: what the secret is, so that neither rows nor files can be
/// exchanged for one another; in the vault "zkml-vault-1", layer, id and purpose.
/// </summary>
public static class Envelope
{
    public const int KeyLength = 32, Overhead = 1 + NonceLength + TagLength;

    private const byte Version = 1;

    private const int NonceLength = 12, TagLength = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> secret, byte[] associated)
    {
        byte[] box = new byte[Overhead + secret.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceLength));
        using AesGcm cipher = new(key, TagLength);
        cipher.Encrypt(box.AsSpan(1, NonceLength), secret, box.AsSpan(Overhead), box.AsSpan(1 + NonceLength, TagLength), associated);
        return box;
    }

    /// <exception cref="CryptographicException">Not sealed under this key for this use.</exception>
    public static void Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, Span<byte> secret, byte[] associated)
    {
        if (box.Length != Overhead + secret.Length || box[0] != Version)
        {
            throw new CryptographicException("Not a sealed box of this version and length.");
        }

        using AesGcm cipher = new(key, TagLength);
        cipher.Decrypt(box.Slice(1, NonceLength), box[Overhead..], box.Slice(1 + NonceLength, TagLength), secret, associated);
    }

    internal static byte[] Associated(string layer, Guid id, VaultPurpose purpose) => Encoding.ASCII.GetBytes($"zkml-vault-1|{layer}|{id:N}|{purpose}");
}
