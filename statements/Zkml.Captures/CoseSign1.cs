using System.Diagnostics.CodeAnalysis;

namespace Zkml.Captures;

/// <summary>
/// COSE_Sign1 (RFC 9052, section 4.2) with ES256: 18([h'a10126', {}, manifest, signature]). Lengths and headers being fixed, deterministic CBOR
/// leaves one encoding, which differs between captures in the payload and the signature only: the reader compares all other bytes, and parses nothing.
/// </summary>
public sealed class CoseSign1
{
    public const int SignatureLength = 64;

    /// <summary>Where the payload begins.</summary>
    public const int PayloadOffset = 9;

    /// <summary>Where the signature begins.</summary>
    public const int SignatureOffset = PayloadOffset + ManifestLayout.Length + 2;

    /// <summary>Bytes of every signed capture.</summary>
    public const int Length = SignatureOffset + SignatureLength;

    private readonly byte[] _bytes;

    private CoseSign1(byte[] bytes) => _bytes = bytes;

    /// <summary>The manifest's bytes.</summary>
    public ReadOnlySpan<byte> Payload => _bytes.AsSpan(PayloadOffset, ManifestLayout.Length);

    /// <summary>r ‖ s.</summary>
    public ReadOnlySpan<byte> Signature => _bytes.AsSpan(SignatureOffset);

    /// <summary>Tag 18, array of 4, bytes {1: -7}, empty map, head of 189 bytes.</summary>
    private static ReadOnlySpan<byte> Prefix => [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x26, 0xa0, 0x58, ManifestLayout.Length];

    /// <summary>Head of 64 bytes.</summary>
    private static ReadOnlySpan<byte> SignatureHead => [0x58, SignatureLength];

    public static CoseSign1 Create(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(payload.Length, ManifestLayout.Length, nameof(payload));
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, SignatureLength, nameof(signature));
        return new CoseSign1([.. Prefix, .. payload, .. SignatureHead, .. signature]);
    }

    /// <summary>Signs the payload, whatever it is: what a manifest may say is not looked at here.</summary>
    public static CoseSign1 Sign(IDeviceKey key, ReadOnlySpan<byte> payload) => Create(payload, key.SignDigest(SigStructure.Digest(payload)));

    /// <summary>False unless these are the 264 bytes of the one encoding. The signature is not verified, the payload not read.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out CoseSign1? message)
    {
        bool valid = source.Length == Length
            && source.StartsWith(Prefix)
            && source[(PayloadOffset + ManifestLayout.Length)..].StartsWith(SignatureHead);
        message = valid ? new CoseSign1(source.ToArray()) : null;
        return valid;
    }

    public byte[] Write() => [.. _bytes];

    public bool Verify(P256PublicKey key) => key.Verify(SigStructure.Digest(Payload), Signature);
}
