using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Tests.Support;
using Zkml.Attestation.Uniqueness;
using Zkml.Contracts;

namespace Zkml.Attestation.Tests;

public sealed class OneEyeOneAttestation
{
    [Fact]
    public async Task The_same_eye_with_another_holder_key_gets_a_new_one_and_the_old_one_is_revoked()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        IssuedAttestation first = await host.AttestAsync(House.Alice), second = await host.AttestAsync(House.AliceAgain);

        first = await host.FindAsync(first.CaptureId);
        Assert.Equal(AttestationRevocationReason.Superseded, first.Revocation);
        Assert.Null(second.RevokedAt);
        Message[] announced = await host.AnnouncedAsync(first.CaptureId);
        Assert.Equal(first.Id, Assert.IsType<AttestationRevoked>(announced[1]).AttestationId);
        Assert.Single(await host.AnnouncedAsync(second.CaptureId));
        await host.UntilAsync(db => db.Attestations.AnyAsync(row => row.Id == first.Id && row.SharesDeleted));
        Assert.Equal(3, await Stores.CountAsync(host));
    }

    [Fact]
    public async Task Different_eyes_have_one_each()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        IssuedAttestation alice = await host.AttestAsync(House.Alice), bob = await host.AttestAsync(House.Bob);

        Assert.Null((await host.FindAsync(alice.CaptureId)).RevokedAt);
        Assert.Null(bob.RevokedAt);
        Assert.Equal(6, await Stores.CountAsync(host));
    }

    [Fact]
    public async Task The_same_eye_with_the_same_holder_key_is_refused_until_its_attestation_ends()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        IssuedAttestation first = await host.AttestAsync(House.Alice);

        Case again = await host.SubmitAsync(await Submission.OfAsync(host, House.Alice));
        Assert.Equal(AttestationRefusalReason.AlreadyAttested, again.Refusal);
        Assert.Null((await host.FindAsync(first.CaptureId)).RevokedAt);
        Assert.Equal(3, await Stores.CountAsync(host));

        HttpResponseMessage revoked = await host.Operator.PostAsync(
            $"/v1/attestations/{first.Id}/revoke", new StringContent("""{"reason":"issuer-decision"}""", null, "application/json"));
        Assert.True(revoked.IsSuccessStatusCode, await revoked.Content.ReadAsStringAsync());
        Assert.Equal(CaseState.Issued, (await host.SubmitAsync(await Submission.OfAsync(host, House.Alice))).State);
    }

    [Fact]
    public async Task An_issuer_may_refuse_instead_of_superseding()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(("Attestation:Uniqueness", "Refuse"));
        IssuedAttestation first = await host.AttestAsync(House.Alice);

        Assert.Equal(AttestationRefusalReason.AlreadyAttested, (await host.SubmitAsync(await Submission.OfAsync(host, House.AliceAgain))).Refusal);
        Assert.Null((await host.FindAsync(first.CaptureId)).RevokedAt);
    }

    [Fact]
    public async Task Templates_are_deleted_when_their_attestation_expires()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(("Attestation:CredentialLifetime", "02:00:00"), ("Attestation:StatusLifetime", "01:00:00"));
        IssuedAttestation first = await host.AttestAsync(House.Alice);

        host.Clock.Advance(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(1));
        await host.UntilAsync(db => db.Attestations.AnyAsync(row => row.SharesDeleted));
        Assert.Equal(0, await Stores.CountAsync(host));
        Assert.Equal(CaseState.Issued, (await host.SubmitAsync(await Submission.OfAsync(host, House.Alice))).State);
        Assert.Null((await host.FindAsync(first.CaptureId)).RevokedAt);
    }

    [Fact]
    public async Task Two_attempts_at_once_for_one_eye_end_with_one_living_attestation()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(works: false);
        Submission one = await Submission.OfAsync(host, House.Alice), two = await Submission.OfAsync(host, House.AliceAgain);
        await host.SendAsync(one.Accepted, one.Completed, two.Accepted, two.Completed);
        await host.UntilAsync(db => db.Cases.CountAsync(row => row.State == CaseState.Waiting && row.AcceptedAt != null).ContinueWith(count => count.Result == 2));
        CaseQueue queue = host.Services.GetRequiredService<CaseQueue>();
        AttestationAttempts attempts = host.Services.GetRequiredService<AttestationAttempts>();

        Case first = (await queue.LeaseAsync(CancellationToken.None))!, second = (await queue.LeaseAsync(CancellationToken.None))!;
        await Task.WhenAll(new[] { first, second }.Select(work => Task.Run(() => attempts.RunAsync(work, CancellationToken.None))));

        Assert.Equal(2, await host.UseAsync(db => db.Attestations.CountAsync()));
        Assert.Equal(1, await host.UseAsync(db => db.Attestations.CountAsync(row => row.RevokedAt == null)));
        Assert.Equal(1, await host.UseAsync(db => db.Attestations.CountAsync(row => row.EnrolledAs != null)));
    }

    [Fact]
    public async Task A_matcher_that_lost_a_template_stops_attestation_instead_of_missing_a_match()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        await host.AttestAsync(House.Alice);
        await using (AsyncServiceScope scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<MatcherDb.Second>().Shares.ExecuteDeleteAsync();
        }

        Submission again = await Submission.OfAsync(host, House.AliceAgain);
        await host.SendAsync(again.Accepted, again.Completed);
        await host.UntilAsync(db => db.Cases.AnyAsync(row => row.CaptureId == again.CaptureId && row.Attempt >= 2));
        Assert.Equal(CaseState.Waiting, await host.UseAsync(db => db.Cases.Where(row => row.CaptureId == again.CaptureId).Select(row => row.State).SingleAsync()));
        Assert.Empty(await host.AnnouncedAsync(again.CaptureId));
    }

    [Fact]
    public async Task No_store_has_a_share_in_the_clear_and_rows_cannot_be_exchanged()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        await host.AttestAsync(House.Alice);
        await host.AttestAsync(House.Bob);
        byte[][] canaries = [.. House.Alice.Shares.Select(share => share[1000..1032])];
        foreach (string file in Directory.GetFiles(host.Folder, "*", SearchOption.AllDirectories))
        {
            byte[] content = await ReadSharedAsync(file);
            Assert.All(canaries, canary => Assert.True(content.AsSpan().IndexOf(canary) < 0, file));
        }

        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        foreach (MatcherDb db in Stores.All(scope.ServiceProvider))
        {
            MatcherDb.SharesRow[] rows = await db.Shares.AsNoTracking().ToArrayAsync();
            await db.Shares.Where(row => row.CaptureId == rows[0].CaptureId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, rows[1].Sealed));
        }

        Submission again = await Submission.OfAsync(host, House.AliceAgain);
        await host.SendAsync(again.Accepted, again.Completed);
        await host.UntilAsync(db => db.Cases.AnyAsync(row => row.CaptureId == again.CaptureId && row.Attempt >= 2));
        Assert.Empty(await host.AnnouncedAsync(again.CaptureId));
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[file.Length];
        await file.ReadExactlyAsync(content);
        return content;
    }
}
