using System.Text.Json;
using Zkml.Captures;
using Zkml.Device.Faults;
using Zkml.Device.Keys;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class RefusedCaptures(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    public static TheoryData<CaptureFault> Faults => [.. Enum.GetValues<CaptureFault>().Where(fault => fault != CaptureFault.None)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_fault_has_its_own_answer_and_leaves_nothing_behind(CaptureFault fault)
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host);
        int keys = await _host.Vault.CountKeysAsync(CancellationToken.None);
        byte[] file = Make(device.Key, challenge, fault);
        if (fault == CaptureFault.RevokedDevice)
        {
            await _host.Operator.DeleteAsync($"/v1/devices/{device.Id}");
        }

        string id = fault == CaptureFault.UnknownDevice ? Guid.NewGuid().ToString() : device.Id.ToString();
        HttpResponseMessage response = await TestDevice.SubmitAsync(_host.Device, file, id);

        (int status, string code) = Expected(FaultyDevice.ReasonFor(fault));
        await response.AssertProblemAsync(status, code);
        Assert.Equal(keys, await _host.Vault.CountKeysAsync(CancellationToken.None));
        if (fault is not (CaptureFault.RevokedDevice or CaptureFault.UnknownDevice))
        {
            // The challenge is still open for who answers it well.
            await (await device.SubmitAsync(_host, device.Capture(challenge))).JsonAsync(202);
        }
    }

    [Fact]
    public async Task A_late_answer_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using EnrollmentHost host = await EnrollmentHost.StartAsync(folder);
        using TestDevice device = await TestDevice.RegisteredAsync(host);
        byte[] capture = device.Capture(await TestDevice.ChallengeAsync(host));
        host.Clock.Advance(TimeSpan.FromMinutes(2.1));

        await (await device.SubmitAsync(host, capture)).AssertProblemAsync(422, "challenge-expired");
    }

    [Fact]
    public async Task A_device_whose_certificate_has_expired_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using EnrollmentHost host = await EnrollmentHost.StartAsync(folder);
        using TestDevice device = await TestDevice.RegisteredAsync(host);
        host.Clock.Advance(TimeSpan.FromDays(6 * 365));

        await (await device.SubmitAsync(host, device.Capture(await TestDevice.ChallengeAsync(host)))).AssertProblemAsync(403, "device-expired");
    }

    [Fact]
    public async Task Firmware_below_that_of_the_certificate_is_refused_though_the_floor_is_lower()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        byte[] capture = device.Capture(await TestDevice.ChallengeAsync(_host), firmware: new FirmwareVersion(1, 2, 0));

        await (await device.SubmitAsync(_host, capture)).AssertProblemAsync(422, "capture-firmware");
    }

    [Fact]
    public async Task A_capture_of_one_device_is_not_taken_as_anothers()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host), other = await TestDevice.RegisteredAsync(_host);
        byte[] capture = device.Capture(await TestDevice.ChallengeAsync(_host));

        await (await other.SubmitAsync(_host, capture)).AssertProblemAsync(422, "capture-signature");
    }

    private static byte[] Make(SoftwareDeviceKey key, TestChallenge challenge, CaptureFault fault)
    {
        var expected = new CaptureExpectations
        {
            DeviceKey = key.PublicKey,
            DeviceStatus = DeviceStatus.Active,
            Nonce = challenge.Nonce,
            HolderThumbprint = challenge.Holder.JwkThumbprint(),
            NotBefore = challenge.IssuedAt.AddSeconds(-30).ToUnixTimeMilliseconds(),
            NotAfter = challenge.ExpiresAt.AddSeconds(30).ToUnixTimeMilliseconds(),
            MinimumFirmware = Manufacturer.Firmware,
            MinimumQuality = 50,
            MinimumAttackLevel = AttackLevel.One,
        };
        FaultyCapture made = new FaultyDevice(key, expected, DigestAlgorithm.Poseidon2KoalaBear).Make(fault, Sightings.Noise(2));
        byte[] package = CapturePackage.Assemble(made.File, made.Pixels, made.Mask);

        // In a package, what follows the message is its pixels: these faults are of the file that a device sends.
        return fault switch
        {
            CaptureFault.TruncatedFile => CapturePackage.Assemble([.. made.File, 0], made.Pixels, made.Mask)[..^2],
            _ => package,
        };
    }

    private static (int Status, string Code) Expected(CaptureRejection reason) => reason switch
    {
        CaptureRejection.Malformed => (400, "capture-malformed"),
        CaptureRejection.UnknownDevice => (403, "device-unknown"),
        CaptureRejection.RevokedDevice => (403, "device-revoked"),
        CaptureRejection.Nonce => (422, "challenge-unknown"),
        _ => (422, $"capture-{JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString())}"),
    };
}
