using Zkml.Captures;
using Zkml.Device;
using Zkml.Device.Keys;

namespace Zkml.Imaging.Tests;

public sealed class Simulation
{
    private static readonly FirmwareVersion Firmware = new(1, 0, 0);
    private static readonly Challenge Challenge = new(Filled(1), Filled(2));

    [Theory]
    [InlineData(512, DigestAlgorithm.Sha256)]
    [InlineData(512, DigestAlgorithm.Poseidon2KoalaBear)]
    [InlineData(1024, DigestAlgorithm.Sha256)]
    public void An_eye_becomes_a_capture_that_a_verifier_accepts(int width, DigestAlgorithm algorithm)
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        var simulator = new EyeSimulator(new CaptureDevice(key, Firmware, TimeProvider.System), new IrisCamera(width))
        {
            Verdict = AttackVerdict.BonaFide,
            Level = AttackLevel.One,
        };
        using GreyImage eye = new SyntheticEye(3, 4).Draw();

        Assert.True(simulator.TryCapture(eye, Challenge, algorithm, out EyeCapture? capture, out string? reason), reason);

        Assert.Equal(ImageShape.Iris(width), capture.Signed.Manifest.Shape);
        Assert.Equal(capture.View.Quality.Score, capture.Signed.Manifest.Quality);
        Assert.Equal(CaptureRejection.None, CaptureCheck.Run(capture.Signed.Write(), capture.Pixels.Span, capture.PackedMask(), Expectations(key)));
        capture.Dispose();
    }

    [Fact]
    public void A_simulator_says_that_nobody_looked_for_an_attack_unless_it_is_told_to_pretend()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        using GreyImage eye = new SyntheticEye(3, 4).Draw();

        Assert.True(new EyeSimulator(new CaptureDevice(key, Firmware, TimeProvider.System), new IrisCamera(512)).TryCapture(
            eye, Challenge, DigestAlgorithm.Sha256, out EyeCapture? capture, out _));

        Assert.Equal((AttackVerdict.NotAssessed, AttackLevel.None), (capture.Signed.Manifest.AttackVerdict, capture.Signed.Manifest.AttackLevel));
        capture.Dispose();
    }

    [Fact]
    public void What_the_camera_refuses_is_not_signed()
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        using var wall = new GreyImage(640, 480);

        Assert.False(new EyeSimulator(new CaptureDevice(key, Firmware, TimeProvider.System), new IrisCamera(512)).TryCapture(
            wall, Challenge, DigestAlgorithm.Sha256, out EyeCapture? capture, out string? reason));

        Assert.Null(capture);
        Assert.Equal("No pupil was found.", reason);
    }

    private static CaptureExpectations Expectations(SoftwareDeviceKey key)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return new CaptureExpectations
        {
            DeviceKey = key.PublicKey,
            DeviceStatus = DeviceStatus.Active,
            Nonce = Challenge.Nonce,
            HolderThumbprint = Challenge.HolderThumbprint,
            NotBefore = now - 600_000,
            NotAfter = now + 600_000,
            MinimumFirmware = Firmware,
            MinimumQuality = 50,
            MinimumAttackLevel = AttackLevel.One,
        };
    }

    private static Bytes32 Filled(byte value) => new(Enumerable.Repeat(value, Bytes32.Length).ToArray());
}
