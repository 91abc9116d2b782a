using System.Net;
using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class RepeatedCaptures(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    [Fact]
    public async Task The_same_capture_again_has_the_same_answer_and_is_asked_to_be_proved_once()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        byte[] capture = device.Capture(await TestDevice.ChallengeAsync(_host));
        HttpResponseMessage first = await device.SubmitAsync(_host, capture);
        Guid id = (await first.JsonAsync(202)).GetProperty("id").GetGuid();
        int keys = await _host.Vault.CountKeysAsync(CancellationToken.None);
        await _host.Prover.WaitAsync<ProofRequested>(id);
        await _host.SendAsync(Messages.Completed(id));

        HttpResponseMessage second = await device.SubmitAsync(_host, capture);

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(keys, await _host.Vault.CountKeysAsync(CancellationToken.None));
        await _host.Prover.WaitAsync<ProofRequested>(id);
    }

    [Fact]
    public async Task Another_capture_with_a_used_nonce_is_refused()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host);
        await (await device.SubmitAsync(_host, device.Capture(challenge))).JsonAsync(202);

        await (await device.SubmitAsync(_host, device.Capture(challenge))).AssertProblemAsync(409, "challenge-used");
        await (await device.SubmitAsync(_host, device.Capture(challenge, Sightings.Noise(5)))).AssertProblemAsync(409, "challenge-used");
    }

    [Fact]
    public async Task Sent_many_times_at_once_one_capture_is_accepted_and_all_are_told_so()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        byte[] capture = device.Capture(await TestDevice.ChallengeAsync(_host));
        int keys = await _host.Vault.CountKeysAsync(CancellationToken.None);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => device.SubmitAsync(_host, capture)));
        Guid[] ids = await Task.WhenAll(answers.Select(async answer => (await answer.JsonAsync(202)).GetProperty("id").GetGuid()));

        Guid id = Assert.Single(ids.Distinct());
        await _host.Prover.WaitAsync<ProofRequested>(id);
        Assert.Equal(keys + 1, await _host.Vault.CountKeysAsync(CancellationToken.None));
        Assert.Equal(1, await _host.UseAsync(db => db.Captures.CountAsync(row => row.DeviceId == device.Id)));
    }

    [Fact]
    public async Task Of_many_captures_with_one_nonce_at_once_one_is_accepted_and_the_others_leave_nothing()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        TestChallenge challenge = await TestDevice.ChallengeAsync(_host);
        int keys = await _host.Vault.CountKeysAsync(CancellationToken.None);
        byte[][] captures = [.. Enumerable.Range(10, 6).Select(seed => device.Capture(challenge, Sightings.Noise(seed)))];

        HttpResponseMessage[] answers = await Task.WhenAll(captures.Select(capture => device.SubmitAsync(_host, capture)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        foreach (HttpResponseMessage answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Accepted))
        {
            await answer.AssertProblemAsync(409, "challenge-used");
        }

        Assert.Equal(keys + 1, await _host.Vault.CountKeysAsync(CancellationToken.None));
    }
}
