using System.Text;
using System.Text.Json;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Enrollment.Tests.Support;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment.Tests;

public sealed class TheRegistry(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    [Fact]
    public async Task Is_open_to_all_and_signed_with_a_key_it_shows()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        JsonElement document = await (await _host.Anyone.GetAsync("/v1/registry")).JsonAsync();
        Assert.True(JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(await _host.Anyone.GetStringAsync("/v1/registry/keys")), out JsonWebKeySet? keys));

        var policy = new RootPolicy { Registry = document.GetProperty("registry").GetString()!, Keys = keys, MaximumAge = TimeSpan.FromMinutes(5) };
        string? refusal = SignedRoot.Verify(document.GetProperty("signedRoot").GetString()!, policy, _host.Clock.GetUtcNow(), out RegistryRoot? root);

        Assert.Null(refusal);
        Assert.Equal(document.GetProperty("root").GetString(), root!.Root);
        Assert.Equal(document.GetProperty("epoch").GetInt64(), root.Epoch);
        Assert.Equal(document.GetProperty("devices").GetInt64(), root.Count);
        Assert.Equal(10, root.Depth);
    }

    [Fact]
    public async Task Has_a_new_epoch_for_every_device_that_comes_or_goes_and_its_root_is_that_of_the_tree()
    {
        using var folder = new TemporaryFolder();
        await using EnrollmentHost host = await EnrollmentHost.StartAsync(folder);
        using TestDevice first = await TestDevice.RegisteredAsync(host, "A"), second = await TestDevice.RegisteredAsync(host, "B");
        JsonElement revoked = await (await host.Operator.DeleteAsync($"/v1/devices/{first.Id}?reason=key-compromise")).JsonAsync();

        var expected = new DeviceRegistry(10);
        expected.Enroll(first.Key.PublicKey, Manufacturer.Firmware, 7);
        expected.Publish();
        expected.Enroll(second.Key.PublicKey, Manufacturer.Firmware, 7);
        expected.Publish();
        expected.Revoke(0);
        expected.Publish();
        JsonElement document = await (await host.Anyone.GetAsync("/v1/registry")).JsonAsync();
        Assert.Equal(expected.Current.Root.ToHex(), document.GetProperty("root").GetString());
        Assert.Equal(3, document.GetProperty("epoch").GetInt64());
        Assert.Equal([3, 2, 1], document.GetProperty("history").EnumerateArray().Select(epoch => epoch.GetProperty("epoch").GetInt64()));
        Assert.Equal(3, revoked.GetProperty("revokedEpoch").GetInt64());
        Assert.Equal("key-compromise", revoked.GetProperty("revocationReason").GetString());
        await Eventually.HoldsAsync(() => Task.FromResult(host.Prover.All<RegistryEpochPublished>().Count == 3));
    }

    [Fact]
    public async Task Is_the_same_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        JsonElement before;
        await using (EnrollmentHost host = await EnrollmentHost.StartAsync(folder))
        {
            using TestDevice first = await TestDevice.RegisteredAsync(host, "A"), second = await TestDevice.RegisteredAsync(host, "B");
            await host.Operator.DeleteAsync($"/v1/devices/{first.Id}");
            before = await (await host.Anyone.GetAsync("/v1/registry")).JsonAsync();
        }

        await using EnrollmentHost again = await EnrollmentHost.StartAsync(folder);
        JsonElement after = await (await again.Anyone.GetAsync("/v1/registry")).JsonAsync();
        Assert.Equal(before.GetProperty("root").GetString(), after.GetProperty("root").GetString());
        Assert.Equal(before.GetProperty("history").ToString(), after.GetProperty("history").ToString());
        using TestDevice third = await TestDevice.RegisteredAsync(again, "C");
        await third.AcceptedAsync(again);
    }

    [Fact]
    public async Task Is_not_served_when_the_rows_are_not_what_was_published()
    {
        using var folder = new TemporaryFolder();
        await using (EnrollmentHost host = await EnrollmentHost.StartAsync(folder))
        {
            using TestDevice device = await TestDevice.RegisteredAsync(host, "A");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => EnrollmentHost.StartAsync(folder, ("Enrollment:RegistryDepth", "11")));
    }

    [Fact]
    public async Task Ends_a_device_once_and_for_good()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        byte[] capture = device.Capture(await TestDevice.ChallengeAsync(_host));
        JsonElement first = await (await _host.Operator.DeleteAsync($"/v1/devices/{device.Id}?reason=lost")).JsonAsync();
        JsonElement second = await (await _host.Operator.DeleteAsync($"/v1/devices/{device.Id}?reason=defect")).JsonAsync();

        Assert.Equal(first.ToString(), second.ToString());
        await (await device.SubmitAsync(_host, capture)).AssertProblemAsync(403, "device-revoked");
        await (await device.RegisterAsync(_host)).AssertProblemAsync(409, "device-exists");
    }

    [Fact]
    public async Task Knows_only_its_devices_and_reasons()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);

        await (await _host.Operator.DeleteAsync($"/v1/devices/{Guid.NewGuid()}")).AssertProblemAsync(404, "device");
        await (await _host.Operator.GetAsync($"/v1/devices/{Guid.NewGuid()}")).AssertProblemAsync(404, "device");
        await (await _host.Operator.DeleteAsync($"/v1/devices/{device.Id}?reason=Lost")).AssertProblemAsync(400, "reason");
        await (await _host.Operator.DeleteAsync($"/v1/devices/{device.Id}?reason=0")).AssertProblemAsync(400, "reason");
        await (await _host.Operator.GetAsync("/v1/devices/1")).AssertProblemAsync(404);
        await (await _host.Anyone.GetAsync("/v1/registry?before=x")).AssertProblemAsync(400, "before");
        await (await _host.Anyone.GetAsync("/v1/registry?before=-1")).AssertProblemAsync(400, "before");
        Assert.Equal(0, (await (await _host.Anyone.GetAsync("/v1/registry?before=1")).JsonAsync()).GetProperty("history").GetArrayLength());
    }
}
