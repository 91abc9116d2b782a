using System.Diagnostics.CodeAnalysis;

namespace Zkml.Captures;

/// <summary>
/// What a capture device signs: which pixels (by digest), when, for whose challenge and for which holder. Written in the fixed layout of
/// docs/capture-format.md; <see cref="TryRead"/> takes exactly what <see cref="Write"/> makes, and nothing else.
/// </summary>
public sealed record CaptureManifest
{
    /// <summary>Qualities are 0 … 100, as in ISO/IEC 29794-1.</summary>
    public const int MaxQuality = 100;

    /// <summary>The last millisecond of the year 9999; smaller than 2^48.</summary>
    public const long MaxCapturedAt = 253_402_300_799_999;

    public required ImageShape Shape { get; init; }

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    public required long CapturedAt { get; init; }

    public required FirmwareVersion Firmware { get; init; }

    /// <summary>The challenge that the device answers.</summary>
    public required Bytes32 Nonce { get; init; }

    /// <summary>RFC 7638 thumbprint (SHA-256) of the holder's key.</summary>
    public required Bytes32 HolderThumbprint { get; init; }

    public required DigestAlgorithm DigestAlgorithm { get; init; }

    public required Bytes32 ImageDigest { get; init; }

    /// <summary>Zero for a modality without a mask.</summary>
    public required Bytes32 MaskDigest { get; init; }

    /// <summary>0 … 100.</summary>
    public required int Quality { get; init; }

    public required AttackVerdict AttackVerdict { get; init; }

    public required AttackLevel AttackLevel { get; init; }

    /// <summary>Uniform, so that the digest of the manifest says nothing about its fields.</summary>
    public required Bytes32 Salt { get; init; }

    /// <summary>The 189 bytes.</summary>
    public byte[] Write() => ManifestCodec.Write(this);

    /// <summary>False unless these are the 189 bytes of a manifest with known values only.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out CaptureManifest? manifest) =>
        ManifestCodec.TryRead(source, out manifest);
}
