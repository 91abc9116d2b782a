using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Tests.Support;
using Zkml.Contracts;
using Zkml.Credentials;

namespace Zkml.Attestation.Tests;

public sealed class FromProofToAttestation
{
    [Fact]
    public async Task A_verified_proof_becomes_a_bundle_that_a_third_party_accepts_offline()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        IssuedAttestation issued = await host.AttestAsync(House.Alice);

        HttpResponseMessage answer = await host.AskAsync(House.Alice.Holder, HttpMethod.Get, $"/v1/attestations/{issued.Id}/bundle");
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        BundleVerdict verdict = new BundleVerifier(host.Clock, House.Statements.Verifiers).Verify(await answer.Content.ReadAsByteArrayAsync(), new BundlePolicy
        {
            TrustedIssuers = [AttestationHost.Issuer],
            TrustedRegistryRoots = House.Registry.History.All().ToDictionary(epoch => (long)epoch.Number, epoch => epoch.Root.ToHex()),
        });

        Assert.Null(verdict.Reason);
        AttestationIssued announced = Assert.IsType<AttestationIssued>(Assert.Single(await host.AnnouncedAsync(issued.CaptureId)));
        Assert.Equal(issued.Id, announced.AttestationId);
        Assert.Equal(0, await host.Vault.CountKeysAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Messages_may_come_in_any_order_and_more_than_once_and_there_is_one_attestation()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        Submission submission = await Submission.OfAsync(host, House.Alice);

        Case work = await host.SubmitAsync(submission, proofFirst: true);
        await host.SendAsync(
            submission.Completed with { EventId = Guid.CreateVersion7() }, submission.Accepted with { EventId = Guid.CreateVersion7() },
            submission.Completed with { EventId = Guid.CreateVersion7() });
        await host.UntilAsync(db => db.Inbox.CountAsync().ContinueWith(count => count.Result == 6));
        await Task.Delay(300);

        Assert.Equal(CaseState.Issued, work.State);
        Assert.Single(await host.AnnouncedAsync(submission.CaptureId));
        Assert.Equal(1, await host.UseAsync(db => db.Attestations.CountAsync()));
        Assert.Equal(1, (await host.EndAsync(submission.CaptureId)).Attempt);
    }

    [Fact]
    public async Task A_case_of_a_worker_that_died_is_taken_over_and_the_dead_one_can_no_longer_finish()
    {
        await using AttestationHost host = await AttestationHost.StartAsync(works: false, ("Attestation:Lease", "00:00:10"));
        Submission submission = await Submission.OfAsync(host, House.Alice);
        await host.SendAsync(submission.Accepted, submission.Completed);
        await host.UntilAsync(db => db.Cases.AnyAsync(row => row.State == CaseState.Waiting && row.AcceptedAt != null));
        var queue = (CaseQueue)host.Services.GetService(typeof(CaseQueue))!;
        var attempts = (AttestationAttempts)host.Services.GetService(typeof(AttestationAttempts))!;
        var matchers = (Uniqueness.Matchers)host.Services.GetService(typeof(Uniqueness.Matchers))!;

        Case dead = (await queue.LeaseAsync(CancellationToken.None))!;
        Assert.Null(await queue.LeaseAsync(CancellationToken.None));
        // It died when two of the three matchers had taken their shares, and before the third one's were destroyed in the vault.
        Assert.Equal(Uniqueness.ShareIntake.Taken, await matchers.TakeAsync(dead, House.Alice.Iris.Publics.Shares!, CancellationToken.None));
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        Case second = (await queue.LeaseAsync(CancellationToken.None))!;
        await attempts.RunAsync(second, CancellationToken.None);

        await Assert.ThrowsAsync<LeaseLostException>(() => attempts.RunAsync(dead, CancellationToken.None));
        Assert.Null((await host.FindAsync(submission.CaptureId)).RevokedAt);
        Assert.False(await queue.RenewAsync(dead, CancellationToken.None));
        Assert.Single(await host.AnnouncedAsync(submission.CaptureId));
        Assert.Equal(1, await host.UseAsync(db => db.Attestations.CountAsync()));
    }

    [Fact]
    public async Task A_credential_says_what_was_proved_and_the_database_has_it_encrypted()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        IssuedAttestation issued = await host.AttestAsync(House.Alice);

        HttpResponseMessage answer = await host.AskAsync(House.Alice.Holder, HttpMethod.Get, $"/v1/attestations/{issued.Id}");
        JsonElement document = await answer.Content.ReadFromJsonAsync<JsonElement>();
        string credential = document.GetProperty("credential").GetString()!;
        CredentialVerdict verdict = new CredentialVerifier(host.Clock).Verify(credential, new VerificationPolicy
        {
            Issuer = AttestationHost.Issuer,
            IssuerKeys = Read(await host.Anyone.GetByteArrayAsync("/jwks")),
            CredentialType = AttestationHost.Issuer + "/vct/proof-of-personhood/1",
            StatusToken = await host.Anyone.GetStringAsync($"/statuslists/{issued.StatusList}"),
        });

        Assert.Null(verdict.Reason);
        Assert.Equal("test-camera", verdict.Claims[ClaimNames.DeviceClass].GetString());
        Assert.Equal("iris", verdict.Claims[ClaimNames.Modality].GetString());
        Assert.Equal(House.Alice.Holder.PublicKey.Thumbprint(), verdict.HolderKey!.Thumbprint());
        Assert.Equal("valid", document.GetProperty("status").GetString());
        Assert.DoesNotContain(credential[..40], System.Text.Encoding.Latin1.GetString(issued.Credential), StringComparison.Ordinal);
        Assert.DoesNotContain(credential[..40], host.Log, StringComparison.Ordinal);
    }

    private static JsonWebKeySet Read(byte[] json) => JsonWebKeySet.TryRead(json, out JsonWebKeySet? keys) ? keys : throw new InvalidDataException();
}
