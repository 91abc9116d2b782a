using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Tests.Support;

namespace Zkml.Attestation.Tests;

/// <summary>The same against a real server, with two processes' worth of workers on one database.</summary>
public sealed class OnPostgres : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private PostgresServer? _server;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        _server = new PostgresServer();
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Workers_of_two_processes_share_the_cases_and_leave_one_attestation_for_each_eye()
    {
        (string, string?)[] settings =
        [
            ("Storage:Database", "PostgreSql"), ("Storage:Folder", _folder.Path), ("Objects:Folder", _folder.File("objects")),
            .. await Task.WhenAll(new[] { "Attestation", "Vault", "Matcher0", "Matcher1", "Matcher2" }
                .Select(async name => ($"ConnectionStrings:{name}", (string?)await _server!.CreateDatabaseAsync(name.ToLowerInvariant())))),
        ];
        await using AttestationHost one = await AttestationHost.StartAsync(settings), two = await AttestationHost.StartAsync(settings);
        Submission[] submissions = [await Submission.OfAsync(one, House.Alice), await Submission.OfAsync(one, House.AliceAgain), await Submission.OfAsync(one, House.Bob)];

        await one.SendAsync([.. submissions.SelectMany(submission => new Contracts.Message[] { submission.Completed, submission.Accepted })]);
        foreach (Submission submission in submissions)
        {
            Case ended = await two.EndAsync(submission.CaptureId);
            Assert.True(ended.State == CaseState.Issued, $"{ended.Refusal}\n{one.Log}\n{two.Log}");
        }

        IssuedAttestation[] living = await one.UseAsync(db => db.Attestations.AsNoTracking().Where(row => row.RevokedAt == null).ToArrayAsync());
        Assert.Equal(2, living.Length);
        Assert.Contains(living, row => row.CaptureId == submissions[2].CaptureId);
        await one.UntilAsync(db => db.Attestations.AnyAsync(row => row.SharesDeleted));
        Assert.Equal(6, await Stores.CountAsync(two));
        Assert.Equal(0, await two.Vault.CountKeysAsync(CancellationToken.None));
        Assert.Contains("\"keys\"", await two.Anyone.GetStringAsync("/jwks"), StringComparison.Ordinal);
        Assert.Equal(await one.Anyone.GetStringAsync("/jwks"), await two.Anyone.GetStringAsync("/jwks"));

        // Revoked through one process, seen at once through the other.
        string before = await two.Anyone.GetStringAsync("/statuslists/1");
        await one.Operator.PostAsync($"/v1/attestations/{living[0].Id}/revoke", new StringContent("""{"reason":"device-revoked"}""", null, "application/json"));
        Assert.NotEqual(before, await two.Anyone.GetStringAsync("/statuslists/1"));
    }
}
