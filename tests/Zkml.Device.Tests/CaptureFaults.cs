using Zkml.Captures;
using Zkml.Device.Faults;
using Zkml.Device.Keys;

namespace Zkml.Device.Tests;

public sealed class CaptureFaults
{
    private static readonly ImageShape Shape = ImageShape.Iris(512);
    private static readonly Sighting Seen = new()
    {
        Shape = Shape,
        Pixels = Noise(Shape.PixelsLength, 1),
        Mask = Noise(Shape.MaskLength, 2),
        Quality = 80,
        AttackVerdict = AttackVerdict.BonaFide,
        AttackLevel = AttackLevel.Two,
    };

    public static MatrixTheoryData<CaptureFault, DigestAlgorithm> Cases => new(Enum.GetValues<CaptureFault>(), Enum.GetValues<DigestAlgorithm>());

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_is_refused_for_its_own_reason(CaptureFault fault, DigestAlgorithm algorithm)
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        FaultyCapture capture = new FaultyDevice(key, Expectations(key), algorithm).Make(fault, Seen);

        Assert.Equal(FaultyDevice.ReasonFor(fault), capture.Check());
        Assert.Equal(fault == CaptureFault.None, capture.Reason == CaptureRejection.None);
    }

    [Fact]
    public void Every_reason_has_a_fault() =>
        Assert.Equal(Enum.GetValues<CaptureRejection>().Order(), Enum.GetValues<CaptureFault>().Select(FaultyDevice.ReasonFor).Distinct().Order());

    [Fact]
    public void A_fault_that_cannot_be_made_is_a_programmers_error()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        ImageShape face = ImageShape.Face(112, 112);
        var device = new FaultyDevice(key, Expectations(key) with { MinimumQuality = 0 }, DigestAlgorithm.Sha256);

        Assert.Throws<InvalidOperationException>(() => device.Make(CaptureFault.LowQuality, Seen));
        Assert.Throws<ArgumentException>(() => device.Make(
            CaptureFault.SwappedMask, Seen with { Shape = face, Pixels = new byte[face.PixelsLength], Mask = default }));
    }

    [Fact]
    public void An_honest_device_signs_what_it_saw_now_with_a_salt_of_its_own()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        var device = new CaptureDevice(key, new FirmwareVersion(2, 0, 1), new At(At.Noon));
        var challenge = new Challenge(Filled(7), Filled(8));

        SignedCapture first = device.Sign(Seen, challenge, DigestAlgorithm.Sha256), second = device.Sign(Seen, challenge, DigestAlgorithm.Sha256);

        Assert.True(first.Message.Verify(device.PublicKey));
        Assert.Equal(At.Noon.ToUnixTimeMilliseconds(), first.Manifest.CapturedAt);
        Assert.Equal((challenge.Nonce, challenge.HolderThumbprint), (first.Manifest.Nonce, first.Manifest.HolderThumbprint));
        Assert.NotEqual(first.Manifest.Salt, second.Manifest.Salt);
        Assert.Equal(first.Manifest with { Salt = default }, second.Manifest with { Salt = default });
    }

    private static CaptureExpectations Expectations(SoftwareDeviceKey key) => new()
    {
        DeviceKey = key.PublicKey,
        DeviceStatus = DeviceStatus.Active,
        Nonce = Filled(1),
        HolderThumbprint = Filled(2),
        NotBefore = At.Noon.ToUnixTimeMilliseconds(),
        NotAfter = At.Noon.AddMinutes(2).ToUnixTimeMilliseconds(),
        MinimumFirmware = new FirmwareVersion(1, 2, 3),
        MinimumQuality = 40,
        MinimumAttackLevel = AttackLevel.One,
    };

    private static Bytes32 Filled(byte value) => new(Enumerable.Repeat(value, Bytes32.Length).ToArray());

    private static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
