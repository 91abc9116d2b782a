using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Zkml.Device.Certificates;
using Zkml.Device.Keys;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class Configuring : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Enrollment:RegistryAddress", "http://registry.example")]
    [InlineData("Enrollment:RegistryAddress", "")]
    [InlineData("Enrollment:MinimumFirmware", "1.2")]
    [InlineData("Enrollment:MinimumQuality", "101")]
    [InlineData("Enrollment:QualityFloor", "16385")]
    [InlineData("Enrollment:RegistryDepth", "27")]
    [InlineData("Enrollment:ChallengeLifetime", "1.00:00:00")]
    [InlineData("Enrollment:MinimumAttackLevel", "9")]
    [InlineData("Enrollment:DeviceModels:1.2.3", "16777216")]
    [InlineData("Enrollment:DeviceRoots:0", "no-such-file.pem")]
    [InlineData("Enrollment:RegistryKeyFile", "no-such-file.pem")]
    public async Task Wrong_settings_keep_the_service_from_starting(string setting, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => EnrollmentHost.StartAsync(_folder, (setting, value)));

    [Fact]
    public async Task Production_refuses_what_is_simulated_or_made_for_the_demo()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => EnrollmentHost.StartAsync(_folder, Production()));

        string[] settings = ["AllowSimulatedDevices", "RegistryAddress", "RegistryKeyFile", "a root of simulated devices"];
        Assert.All(settings, setting => Assert.Contains(refusal.Failures, failure => failure.Contains(setting, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Production_starts_with_a_real_root_and_a_key_of_its_own()
    {
        using SoftwareDeviceKey rootKey = SoftwareDeviceKey.Generate();
        ManufacturerAuthority root = ManufacturerAuthority.CreateRoot(rootKey, "Maker", 0, Manufacturer.Years(1));
        File.WriteAllText(_folder.File("maker.pem"), PemEncoding.WriteString("CERTIFICATE", root.Certificate));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File("registry.pem"), key.ExportPkcs8PrivateKeyPem());
        await using EnrollmentHost host = await EnrollmentHost.StartAsync(
            _folder,
            [
                .. Production(), ("Enrollment:DeviceRoots:0", _folder.File("maker.pem")), ("Enrollment:AllowSimulatedDevices", "false"),
                ("Enrollment:RegistryAddress", "https://registry.example"), ("Enrollment:RegistryKeyFile", _folder.File("registry.pem")),
            ]);

        using var simulated = new TestDevice();
        await (await simulated.RegisterAsync(host)).AssertProblemAsync(422, "certificate-unknown-root");
        using var real = new TestDevice(issuer: root);
        await (await real.RegisterAsync(host)).JsonAsync(201);
    }

    [Theory]
    [InlineData("not pem")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public async Task A_file_of_roots_has_certificates_and_nothing_else(string content)
    {
        File.WriteAllText(_folder.File("bad.pem"), content);

        await Assert.ThrowsAsync<OptionsValidationException>(async () => await EnrollmentHost.StartAsync(_folder, [.. Production(), ("Enrollment:DeviceRoots:0", _folder.File("bad.pem"))]));
    }

    [Fact]
    public async Task The_OpenAPI_document_has_all_endpoints()
    {
        await using EnrollmentHost host = await EnrollmentHost.StartAsync(_folder);

        JsonElement paths = (await (await host.Anyone.GetAsync("/openapi/enrollment.json")).JsonAsync()).GetProperty("paths");

        Assert.Equal(
            ["/v1/captures", "/v1/captures/{id}", "/v1/captures/{id}/events", "/v1/challenges", "/v1/devices", "/v1/devices/{id}", "/v1/registry", "/v1/registry/keys"],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.True(paths.GetProperty("/v1/captures").GetProperty("post").GetProperty("requestBody").GetProperty("content").TryGetProperty("application/vnd.zkml.capture", out _));
    }

    public void Dispose() => _folder.Dispose();

    private (string, string?)[] Production()
    {
        File.WriteAllText(_folder.File("master.key"), RandomNumberGenerator.GetHexString(64, lowercase: true));
        return [("Zkml:Profile", "Production"), ("Vault:MasterKeyFile", _folder.File("master.key"))];
    }
}
