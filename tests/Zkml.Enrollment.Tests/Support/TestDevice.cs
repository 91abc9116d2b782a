using System.Net.Http.Json;
using Zkml.Captures;
using Zkml.Device.Certificates;

namespace Zkml.Enrollment.Tests.Support;

/// <summary>A simulated device that talks to a host within this process.</summary>
internal sealed class TestDevice(string serial = "SN-1", ManufacturerAuthority? issuer = null, Validity? validity = null) : SimulatedDevice(serial, issuer, validity)
{
    public static async Task<TestDevice> RegisteredAsync(EnrollmentHost host, string serial = "SN-1")
    {
        var device = new TestDevice(serial);
        await device.RegisterAsync(host.Device, host.Operator);
        return device;
    }

    public async Task<HttpResponseMessage> RegisterAsync(EnrollmentHost host) => await RegisterAsync(host, await ChallengeAsync(host, Key.PublicKey));

    public Task<HttpResponseMessage> RegisterAsync(EnrollmentHost host, TestChallenge challenge) => host.Operator.PostAsJsonAsync("/v1/devices", Registration(challenge));

    /// <summary>For a key: by default one of a new holder.</summary>
    public static Task<TestChallenge> ChallengeAsync(EnrollmentHost host, P256PublicKey? key = null) => ChallengeAsync(host.Device, key);

    public Task<HttpResponseMessage> SubmitAsync(EnrollmentHost host, byte[] capture) => SubmitAsync(host.Device, capture, Id.ToString());

    /// <summary>One good capture of a new holder.</summary>
    public async Task<Guid> AcceptedAsync(EnrollmentHost host) =>
        (await (await SubmitAsync(host, Capture(await ChallengeAsync(host)))).JsonAsync(202)).GetProperty("id").GetGuid();
}
