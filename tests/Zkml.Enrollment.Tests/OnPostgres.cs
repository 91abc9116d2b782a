using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

/// <summary>Two processes of the service on one PostgreSQL.</summary>
[Trait("Category", "Slow")]
public sealed class OnPostgres : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PostgresServer? _server;
    private EnrollmentHost _first = null!, _second = null!;

    [Fact]
    public async Task Devices_and_captures_that_come_to_both_at_once_are_taken_once()
    {
        TestDevice[] devices = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => TestDevice.RegisteredAsync(i % 2 == 0 ? _first : _second, $"SN-{i}")));
        JsonElement a = await (await _first.Anyone.GetAsync("/v1/registry")).JsonAsync(), b = await (await _second.Anyone.GetAsync("/v1/registry")).JsonAsync();
        Assert.Equal(6, a.GetProperty("epoch").GetInt64());
        Assert.Equal(a.GetProperty("root").GetString(), b.GetProperty("root").GetString());

        for (int round = 1; round <= 10; round++)
        {
            TestChallenge challenge = await TestDevice.ChallengeAsync(_first);
            byte[] capture = devices[0].Capture(challenge), other = devices[0].Capture(challenge, Sightings.Noise(3));
            HttpResponseMessage[] same = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => devices[0].SubmitAsync(i % 2 == 0 ? _first : _second, capture)));
            string[] answers = await Task.WhenAll(same.Select(answer => answer.Content.ReadAsStringAsync()));
            Assert.All(same, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
            Assert.Single(answers.Distinct());
            await (await devices[0].SubmitAsync(_second, other)).AssertProblemAsync(409, "challenge-used");
            Assert.Equal(round, await _first.Vault.CountKeysAsync(CancellationToken.None));
        }

        await (await _second.Operator.DeleteAsync($"/v1/devices/{devices[1].Id}")).JsonAsync();
        byte[] late = devices[1].Capture(await TestDevice.ChallengeAsync(_first));
        await (await devices[1].SubmitAsync(_first, late)).AssertProblemAsync(403, "device-revoked");
        Array.ForEach(devices, device => device.Dispose());
    }

    [Fact]
    public async Task A_capture_is_followed_to_its_end()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_first);
        Guid id = await device.AcceptedAsync(_second), attestation = Guid.CreateVersion7();
        await _first.SendAsync(Messages.Started(id), Messages.Progressed(id, ProofStage.Checking), Messages.Completed(id), Messages.Issued(id, attestation));

        await Eventually.HoldsAsync(() => _second.UseAsync(async db => (await db.Captures.SingleAsync(row => row.Id == id)).State == CaptureState.Attested));
        JsonElement document = await (await _second.Device.GetAsync($"/v1/captures/{id}")).JsonAsync();
        Assert.Equal(attestation, document.GetProperty("attestationId").GetGuid());
        Assert.Contains("event: attested", await _second.Device.GetStringAsync($"/v1/captures/{id}/events"), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _server = new PostgresServer();
        await _server.StartAsync();
        string connection = await _server.CreateDatabaseAsync("zkml");
        (string, string?)[] settings =
        [
            ("Storage:Database", "PostgreSql"), ("ConnectionStrings:Enrollment", connection), ("ConnectionStrings:Vault", connection),
            ("ConnectionStrings:Objects", connection), ("Objects:Backend", "PostgreSql"),
        ];
        (_first, _second) = (await EnrollmentHost.StartAsync(_folder, settings), await EnrollmentHost.StartAsync(_folder, settings));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _first.DisposeAsync();
            await _second.DisposeAsync();
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
