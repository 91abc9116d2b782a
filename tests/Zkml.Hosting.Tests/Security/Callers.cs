using System.Net;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Security;

namespace Zkml.Hosting.Tests.Security;

public sealed class Callers
{
    private readonly (string Key, string Sha256) _device = ApiKey.Create("device-1"), _operator = ApiKey.Create("ops");

    private Dictionary<string, string?> Settings => new()
    {
        ["Zkml:Profile"] = "Demo",
        ["Callers:ApiKeys:device-1:Role"] = "device",
        ["Callers:ApiKeys:device-1:Sha256"] = _device.Sha256,
        ["Callers:ApiKeys:ops:Role"] = "operator",
        ["Callers:ApiKeys:ops:Sha256"] = _operator.Sha256,
    };

    [Fact]
    public async Task Each_role_reaches_its_endpoints_and_no_others()
    {
        await using WebHost host = await WebHost.StartAsync(Settings);

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/device", _device.Key)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/operator", _operator.Key)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/public")).StatusCode);
        await WebHost.AssertProblemAsync(403, await host.GetAsync("/operator", _device.Key));
        await WebHost.AssertProblemAsync(403, await host.GetAsync("/device", _operator.Key));
    }

    [Fact]
    public async Task Without_a_key_one_is_asked_for()
    {
        await using WebHost host = await WebHost.StartAsync(Settings);
        HttpResponseMessage response = await host.GetAsync("/device");

        await WebHost.AssertProblemAsync(401, response);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Keys_that_are_nearly_right_are_refused()
    {
        await using WebHost host = await WebHost.StartAsync(Settings);
        string key = _device.Key;
        string[] wrong =
        [
            key[..^1], key + "A", key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), key.ToUpperInvariant(), key.Replace("device-1", "device-2", StringComparison.Ordinal),
            _operator.Key.Replace("ops", "device-1", StringComparison.Ordinal), _device.Sha256, "zkml_device-1_" + _device.Sha256, "zkml_", "zkml__" + new string('A', 43), "x",
        ];

        foreach (string attempt in wrong)
        {
            await WebHost.AssertProblemAsync(401, await host.GetAsync("/device", attempt));
        }
    }

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("bearer")]
    [InlineData("Bearer")]
    public async Task Other_forms_of_authorization_are_refused(string header)
    {
        await using WebHost host = await WebHost.StartAsync(Settings);
        HttpRequestMessage request = new(HttpMethod.Get, "/device");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        await WebHost.AssertProblemAsync(401, await host.Client.SendAsync(request));
    }

    [Theory]
    [InlineData("Callers:ApiKeys:ops:Sha256", "secret")]
    [InlineData("Callers:ApiKeys:ops:Role", "root")]
    [InlineData("Callers:ApiKeys:Not an id:Role", "device")]
    [InlineData("Callers:ClientAuthorities:device:0", "no-such-file.pem")]
    [InlineData("Callers:RequireClientCertificate", "true")]
    public async Task Wrong_settings_keep_the_process_from_starting(string setting, string value)
    {
        Dictionary<string, string?> settings = Settings;
        settings[setting] = value;

        await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync(settings));
    }

    [Fact]
    public async Task Metrics_are_for_operators_and_name_no_one()
    {
        await using WebHost host = await WebHost.StartAsync(Settings);
        await host.GetAsync("/device", _device.Key);

        await WebHost.AssertProblemAsync(401, await host.GetAsync("/metrics"));
        string metrics = await (await host.GetAsync("/metrics", _operator.Key)).Content.ReadAsStringAsync();
        Assert.Contains("http_server_request_duration", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("device-1", metrics, StringComparison.Ordinal);
    }
}
