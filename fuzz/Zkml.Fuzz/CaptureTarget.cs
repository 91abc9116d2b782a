using Zkml.Captures;
using Zkml.Device.Keys;

namespace Zkml.Fuzz;

/// <summary>The reader of signed captures: whatever it takes, it must write again byte for byte.</summary>
public sealed class CaptureTarget : IFuzzTarget
{
    private readonly Lazy<byte[]> _valid = new(Sign);

    public string Name => "capture";

    public IReadOnlyList<byte[]> Seeds => [_valid.Value];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (SignedCapture.TryRead(input, out SignedCapture? capture)
            && !CoseSign1.Create(capture.Manifest.Write(), capture.Message.Signature).Write().AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("A capture has two encodings.");
        }
    }

    private static byte[] Sign()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        return SignedCapture.Sign(key, new CaptureManifest
        {
            Shape = ImageShape.Iris(512),
            CapturedAt = 1_795_000_000_123,
            Firmware = new FirmwareVersion(1, 2, 3),
            Nonce = default,
            HolderThumbprint = default,
            DigestAlgorithm = DigestAlgorithm.Poseidon2KoalaBear,
            ImageDigest = default,
            MaskDigest = default,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
            Salt = default,
        }).Write();
    }
}
