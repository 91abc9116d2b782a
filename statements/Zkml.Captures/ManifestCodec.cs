using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using L = Zkml.Captures.ManifestLayout;

namespace Zkml.Captures;

/// <summary>Manifest to bytes and back; the two are inverse, so a signature over the bytes is one over the fields.</summary>
internal static class ManifestCodec
{
    public static byte[] Write(CaptureManifest manifest)
    {
        if (!IsConsistent(manifest))
        {
            throw new ArgumentException("A field of the manifest is out of its range.", nameof(manifest));
        }

        var bytes = new byte[L.Length];
        L.MagicBytes.CopyTo(bytes);
        bytes[L.Version] = L.FormatVersion;
        bytes[L.Modality] = (byte)manifest.Shape.Modality;
        bytes[L.DigestAlgorithm] = (byte)manifest.DigestAlgorithm;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(L.Width), (ushort)manifest.Shape.Width);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(L.Height), (ushort)manifest.Shape.Height);
        bytes[L.AttackVerdict] = (byte)manifest.AttackVerdict;
        bytes[L.AttackLevel] = (byte)manifest.AttackLevel;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(L.Quality), (ushort)manifest.Quality);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(L.Firmware), manifest.Firmware.Value);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(L.CapturedAt), manifest.CapturedAt);
        manifest.Nonce.CopyTo(bytes.AsSpan(L.Nonce));
        manifest.HolderThumbprint.CopyTo(bytes.AsSpan(L.HolderThumbprint));
        manifest.ImageDigest.CopyTo(bytes.AsSpan(L.ImageDigest));
        manifest.MaskDigest.CopyTo(bytes.AsSpan(L.MaskDigest));
        manifest.Salt.CopyTo(bytes.AsSpan(L.Salt));
        return bytes;
    }

    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out CaptureManifest? manifest)
    {
        manifest = null;
        if (source.Length != L.Length
            || !source[..L.MagicLength].SequenceEqual(L.MagicBytes)
            || source[L.Version] != L.FormatVersion
            || BinaryPrimitives.ReadUInt16BigEndian(source[L.Reserved..]) != 0
            || !ImageShape.TryCreate((CaptureModality)source[L.Modality], UInt16(source, L.Width), UInt16(source, L.Height), out ImageShape? shape))
        {
            return false;
        }

        var read = new CaptureManifest
        {
            Shape = shape,
            DigestAlgorithm = (DigestAlgorithm)source[L.DigestAlgorithm],
            AttackVerdict = (AttackVerdict)source[L.AttackVerdict],
            AttackLevel = (AttackLevel)source[L.AttackLevel],
            Quality = UInt16(source, L.Quality),
            Firmware = new FirmwareVersion(BinaryPrimitives.ReadUInt32BigEndian(source[L.Firmware..])),
            CapturedAt = BinaryPrimitives.ReadInt64BigEndian(source[L.CapturedAt..]),
            Nonce = Bytes(source, L.Nonce),
            HolderThumbprint = Bytes(source, L.HolderThumbprint),
            ImageDigest = Bytes(source, L.ImageDigest),
            MaskDigest = Bytes(source, L.MaskDigest),
            Salt = Bytes(source, L.Salt),
        };
        manifest = IsConsistent(read) ? read : null;
        return manifest is not null;
    }

    private static bool IsConsistent(CaptureManifest manifest) =>
        manifest.CapturedAt is >= 0 and <= CaptureManifest.MaxCapturedAt
        && manifest.Quality is >= 0 and <= CaptureManifest.MaxQuality
        && manifest.AttackVerdict is AttackVerdict.NotAssessed or AttackVerdict.BonaFide or AttackVerdict.Attack
        && manifest.AttackLevel <= AttackLevel.Three
        && manifest.AttackVerdict is AttackVerdict.NotAssessed == manifest.AttackLevel is AttackLevel.None
        && IsDigest(manifest.DigestAlgorithm, manifest.ImageDigest)
        && (manifest.Shape.HasMask ? IsDigest(manifest.DigestAlgorithm, manifest.MaskDigest) : manifest.MaskDigest == default);

    private static bool IsDigest(DigestAlgorithm algorithm, Bytes32 digest) => algorithm switch
    {
        DigestAlgorithm.Sha256 => true,
        DigestAlgorithm.Poseidon2KoalaBear => RowHash.TryReadDigest(digest, out _),
        _ => false,
    };

    private static int UInt16(ReadOnlySpan<byte> source, int offset) => BinaryPrimitives.ReadUInt16BigEndian(source[offset..]);

    private static Bytes32 Bytes(ReadOnlySpan<byte> source, int offset) => new(source.Slice(offset, Bytes32.Length));
}
