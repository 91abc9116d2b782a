using System.Buffers.Text;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zkml.Device;
using Zkml.Device.Certificates;
using Zkml.Device.Keys;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class RegisteringDevices(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    [Fact]
    public async Task A_registered_device_is_found_with_what_its_certificate_says()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host, "SN-42");

        JsonElement document = await (await _host.Operator.GetAsync($"/v1/devices/{device.Id}")).JsonAsync();

        Assert.Equal("SN-42", document.GetProperty("serialNumber").GetString());
        Assert.Equal(DeviceOids.SimulatedModel, document.GetProperty("model").GetString());
        Assert.Equal("1.2.3", document.GetProperty("firmware").GetString());
        Assert.True(document.GetProperty("enrolledEpoch").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, document.GetProperty("revokedEpoch").ValueKind);
    }

    [Fact]
    public async Task A_challenge_registers_once()
    {
        using TestDevice device = new();
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host, device.Key.PublicKey);
        await (await device.RegisterAsync(_host, challenge)).JsonAsync(201);

        await (await device.RegisterAsync(_host, challenge)).AssertProblemAsync(409, "challenge-used");
        await (await device.RegisterAsync(_host)).AssertProblemAsync(409, "device-exists");
    }

    [Fact]
    public async Task Devices_that_come_together_have_places_and_epochs_of_their_own()
    {
        TestDevice[] devices = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => TestDevice.RegisteredAsync(_host, $"SN-{i}")));
        long[] epochs = await Task.WhenAll(devices.Select(async device =>
            (await (await _host.Operator.GetAsync($"/v1/devices/{device.Id}")).JsonAsync()).GetProperty("enrolledEpoch").GetInt64()));

        Assert.Equal(epochs.Length, epochs.Distinct().Count());
        Array.ForEach(devices, device => device.Dispose());
    }

    [Fact]
    public async Task The_same_device_at_the_same_time_is_registered_once()
    {
        using TestDevice device = new();
        TestChallenge[] challenges = [await TestDevice.ChallengeAsync(_host, device.Key.PublicKey), await TestDevice.ChallengeAsync(_host, device.Key.PublicKey)];

        HttpResponseMessage[] answers = await Task.WhenAll(challenges.Select(challenge => device.RegisterAsync(_host, challenge)));

        await answers.Single(answer => (int)answer.StatusCode == 201).JsonAsync(201);
        await answers.Single(answer => (int)answer.StatusCode != 201).AssertProblemAsync(409, "device-exists");
    }

    [Fact]
    public async Task Who_has_not_the_key_cannot_register_the_certificate()
    {
        using TestDevice device = new(), thief = new();
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host, device.Key.PublicKey), own = await TestDevice.ChallengeAsync(_host, thief.Key.PublicKey);
        JsonObject Signed(TestChallenge asked, byte[] signature) => JsonSerializer.SerializeToNode(device.Registration(asked))!.AsObject() is var body
            && (body["signature"] = Base64Url.EncodeToString(signature)) is not null ? body : body;

        byte[] byThief = PossessionProof.Sign(thief.Key, challenge.Nonce, device.Certificate), otherNonce = PossessionProof.Sign(device.Key, own.Nonce, device.Certificate);

        await (await _host.Operator.PostAsJsonAsync("/v1/devices", Signed(challenge, byThief))).AssertProblemAsync(422, "device-signature");
        await (await _host.Operator.PostAsJsonAsync("/v1/devices", Signed(challenge, otherNonce))).AssertProblemAsync(422, "device-signature");
        await (await _host.Operator.PostAsJsonAsync("/v1/devices", Signed(challenge, new byte[64]))).AssertProblemAsync(422, "device-signature");
        await (await device.RegisterAsync(_host, own)).AssertProblemAsync(422, "challenge-key");
        await (await device.RegisterAsync(_host, challenge)).JsonAsync(201);
    }

    [Fact]
    public async Task A_challenge_that_was_never_given_out_or_has_expired_registers_nothing()
    {
        using TestDevice device = new();
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host, device.Key.PublicKey);
        await (await device.RegisterAsync(_host, challenge with { Nonce = default })).AssertProblemAsync(422, "challenge-unknown");

        await using EnrollmentHost later = await EnrollmentHost.StartAsync(new TemporaryFolder());
        TestChallenge old = await TestDevice.ChallengeAsync(later, device.Key.PublicKey);
        later.Clock.Advance(TimeSpan.FromMinutes(3));
        await (await device.RegisterAsync(later, old)).AssertProblemAsync(422, "challenge-expired");
    }

    [Fact]
    public async Task Chains_that_are_not_a_manufacturers_are_refused_with_the_reason()
    {
        using SoftwareDeviceKey strangerKey = SoftwareDeviceKey.Generate();
        ManufacturerAuthority stranger = ManufacturerAuthority.CreateRoot(strangerKey, "Stranger", 0, Manufacturer.Years(1));
        ManufacturerAuthority sameName = ManufacturerAuthority.CreateRoot(strangerKey, "Test root", 0, Manufacturer.Years(1));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        await RefusedAsync(new TestDevice(issuer: stranger), "certificate-unknown-root");
        await RefusedAsync(new TestDevice(issuer: sameName), "certificate-signature");
        await RefusedAsync(new TestDevice(validity: new Validity(now.AddDays(-9), now.AddDays(-1))), "certificate-expired");
        await RefusedAsync(new TestDevice(validity: new Validity(now.AddDays(1), now.AddDays(9))), "certificate-not-yet-valid");
        await RefusedAsync(new TestDevice("SN\u0000"), "device-serial-number");
        await RefusedAsync(new TestDevice("Ünïcode"), "device-serial-number");
    }

    [Theory]
    [InlineData("nonce", "\"AA\"")]
    [InlineData("nonce", "null")]
    [InlineData("nonce", "1")]
    [InlineData("signature", "\"AA\"")]
    [InlineData("signature", "null")]
    [InlineData("chain", "null")]
    [InlineData("chain", "[]")]
    [InlineData("chain", "[null]")]
    [InlineData("chain", "[\"\"]")]
    [InlineData("chain", "[\"MA\"]")]
    [InlineData("chain", "[\"M A==\"]")]
    [InlineData("chain", "[\"AA==\",\"AA==\",\"AA==\",\"AA==\",\"AA==\"]")]
    [InlineData("chain", "\"AA==\"")]
    [InlineData("more", "1")]
    public async Task A_part_without_its_form_is_a_problem_document(string part, string value)
    {
        using TestDevice device = new();
        var body = JsonSerializer.SerializeToNode(device.Registration(await TestDevice.ChallengeAsync(_host, device.Key.PublicKey)))!.AsObject();
        body[part] = JsonNode.Parse(value);

        await (await _host.Operator.PostAsJsonAsync("/v1/devices", body)).AssertProblemAsync(400);
    }

    [Fact]
    public async Task Bytes_that_are_no_certificate_are_refused()
    {
        using TestDevice device = new();
        foreach (byte[] certificate in new[] { [0x30], device.Certificate[..^1], [.. device.Certificate, 0], new byte[4000] })
        {
            var body = JsonSerializer.SerializeToNode(device.Registration(await TestDevice.ChallengeAsync(_host, device.Key.PublicKey)))!.AsObject();
            body["chain"] = new JsonArray(Convert.ToBase64String(certificate));
            await (await _host.Operator.PostAsJsonAsync("/v1/devices", body)).AssertProblemAsync(422, "certificate-malformed");
        }
    }

    [Fact]
    public async Task Only_operators_register_see_and_revoke_devices()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        foreach ((HttpClient client, int status) in new[] { (_host.Anyone, 401), (_host.Device, 403) })
        {
            await (await client.PostAsJsonAsync("/v1/devices", new { })).AssertProblemAsync(status);
            await (await client.GetAsync($"/v1/devices/{device.Id}")).AssertProblemAsync(status);
            await (await client.DeleteAsync($"/v1/devices/{device.Id}")).AssertProblemAsync(status);
        }
    }

    private async Task RefusedAsync(TestDevice device, string code)
    {
        using (device)
        {
            await (await device.RegisterAsync(_host)).AssertProblemAsync(422, code);
        }
    }
}
