using System.Security.Cryptography;

namespace Zkml.Captures;

/// <summary>
/// What is hashed and signed: Sig_structure = ["Signature1", h'a10126', h'', manifest] (RFC 9052, section 4.4), always 208 bytes. The
/// offsets are what a circuit reads fields at: all are even, those of fields longer than two bytes divisible by four.
/// </summary>
public static class SigStructure
{
    /// <summary>Where the manifest begins.</summary>
    public const int Manifest = 19;

    public const int Length = Manifest + ManifestLayout.Length;

    /// <summary>SHA-256 blocks, padding included.</summary>
    public const int Sha256Blocks = (Length + 1 + sizeof(ulong) + 63) / 64;

    /// <summary>From here on bytes differ between captures: before it stand CBOR, magic and version.</summary>
    public const int Variable = Modality;

    /// <summary>1 byte, the high half of a 16-bit limb whose low half is <see cref="DigestAlgorithm"/>.</summary>
    public const int Modality = Manifest + ManifestLayout.Modality;

    /// <summary>1 byte.</summary>
    public const int DigestAlgorithm = Manifest + ManifestLayout.DigestAlgorithm;
    public const int Width = Manifest + ManifestLayout.Width;
    public const int Height = Manifest + ManifestLayout.Height;

    /// <summary>1 byte, the high half of a 16-bit limb whose low half is <see cref="AttackLevel"/>.</summary>
    public const int AttackVerdict = Manifest + ManifestLayout.AttackVerdict;

    /// <summary>1 byte.</summary>
    public const int AttackLevel = Manifest + ManifestLayout.AttackLevel;
    public const int Quality = Manifest + ManifestLayout.Quality;
    public const int Reserved = Manifest + ManifestLayout.Reserved;
    public const int Firmware = Manifest + ManifestLayout.Firmware;
    public const int CapturedAt = Manifest + ManifestLayout.CapturedAt;
    public const int Nonce = Manifest + ManifestLayout.Nonce;
    public const int HolderThumbprint = Manifest + ManifestLayout.HolderThumbprint;
    public const int ImageDigest = Manifest + ManifestLayout.ImageDigest;
    public const int MaskDigest = Manifest + ManifestLayout.MaskDigest;
    public const int Salt = Manifest + ManifestLayout.Salt;

    private static readonly byte[] Head = [0x84, 0x6a, .. "Signature1"u8, 0x43, 0xa1, 0x01, 0x26, 0x40, 0x58, ManifestLayout.Length];

    /// <summary>Array of 4, text "Signature1", bytes {1: -7}, bytes of length 0, head of 189 bytes.</summary>
    public static ReadOnlySpan<byte> Prefix => Head;

    /// <param name="manifest">The 189 bytes.</param>
    public static byte[] Bytes(ReadOnlySpan<byte> manifest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(manifest.Length, ManifestLayout.Length, nameof(manifest));
        return [.. Head, .. manifest];
    }

    /// <summary>The digest that ES256 signs.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> manifest) => SHA256.HashData(Bytes(manifest));
}
