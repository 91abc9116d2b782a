using System.Security.Cryptography;

namespace Zkml.Captures.Tests;

/// <summary>A capture that nothing is wrong with; tests change one thing.</summary>
internal static class Samples
{
    public static ImageShape Shape { get; } = ImageShape.Iris(512);

    public static byte[] Pixels { get; } = Noise(Shape.PixelsLength, 1);

    public static byte[] Mask { get; } = Noise(Shape.MaskLength, 2);

    public static CaptureManifest Manifest { get; } = Make(DigestAlgorithm.Sha256);

    public static CaptureManifest Make(DigestAlgorithm algorithm) => new()
    {
        Shape = Shape,
        CapturedAt = 1_795_000_000_123,
        Firmware = new FirmwareVersion(1, 4, 300),
        Nonce = Filled(0xa1),
        HolderThumbprint = Filled(0xb2),
        DigestAlgorithm = algorithm,
        ImageDigest = ImageDigest.Of(algorithm, Shape, Pixels),
        MaskDigest = MaskDigest.Of(algorithm, Shape, Mask),
        Quality = 87,
        AttackVerdict = AttackVerdict.BonaFide,
        AttackLevel = AttackLevel.Two,
        Salt = Filled(0xc3),
    };

    public static CaptureExpectations Expectations(P256PublicKey key) => new()
    {
        DeviceKey = key,
        DeviceStatus = DeviceStatus.Active,
        Nonce = Filled(0xa1),
        HolderThumbprint = Filled(0xb2),
        NotBefore = 1_795_000_000_000,
        NotAfter = 1_795_000_001_000,
        MinimumFirmware = new FirmwareVersion(1, 4, 0),
        MinimumQuality = 50,
        MinimumAttackLevel = AttackLevel.One,
    };

    public static Bytes32 Filled(byte value) => new(Enumerable.Repeat(value, Bytes32.Length).ToArray());

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A key of the framework: this library has none of its own.</summary>
    public sealed class Key : IDeviceKey
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public Key()
        {
            ECPoint q = _key.ExportParameters(false).Q;
            PublicKey = P256PublicKey.TryCreate(new Bytes32(q.X), new Bytes32(q.Y), out P256PublicKey? key) ? key : throw new InvalidOperationException();
        }

        public P256PublicKey PublicKey { get; }

        public byte[] SignDigest(ReadOnlySpan<byte> digest) => _key.SignHash(digest.ToArray(), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

        public void Dispose() => _key.Dispose();
    }
}
