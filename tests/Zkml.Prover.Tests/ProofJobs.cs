using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Vault;
using Zkml.Prover.Jobs;
using Zkml.Prover.Proving;
using Zkml.Statements;
using Zkml.Statements.Iris;

namespace Zkml.Prover.Tests;

public sealed class ProofJobs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_job_ends_with_a_proof_that_verifies_and_with_no_key_of_the_capture()
    {
        await using ProverHost host = await ProverHost.StartAsync(_folder);
        ProofRequested request = await SealedJob.SealAsync(host.Vault);
        await host.PublishAsync(request, request with { EventId = Guid.CreateVersion7() });
        await ProverHost.Until(() => Task.FromResult(host.Heard.Find<ProofCompleted>(request.CaptureId) is not null));
        await ProverHost.Until(async () => await host.Vault.CountKeysAsync(default) == 0);

        ProofCompleted completed = host.Heard.Find<ProofCompleted>(request.CaptureId)!;
        Assert.Equal((request.TermsSha256, request.StatementId, request.CorrelationId), (completed.TermsSha256, completed.StatementId, completed.CorrelationId));
        byte[] stored = (await host.Objects.GetAsync(ObjectKind.Proof, completed.Proof.Id, completed.Proof.Size, default))!;
        Assert.True(IrisProofFile.TryRead(stored, out IrisProofFile? file));
        Assert.Null(KnownStatements.OfDepth(ProverHost.RegistryDepth).Find(file.Parameters)!.Check(file.Publics, file.Proof));
        Assert.Empty(completed.SealedShares);
        Assert.Equal(
            [ProofStage.Opening, ProofStage.Proving, ProofStage.Checking, ProofStage.Storing],
            host.Heard.Messages.OfType<ProofProgressed>().OrderBy(p => p.OccurredAt).Select(p => p.Stage));
        Assert.Equal(1, await host.UseAsync(db => db.Jobs.CountAsync()));
    }

    [Fact]
    public async Task Shares_are_sealed_one_for_each_matcher_and_open_the_commitments_of_the_proof()
    {
        await using ProverHost host = await ProverHost.StartAsync(_folder);
        ProofRequested request = await SealedJob.SealAsync(host.Vault, shared: true);
        await host.PublishAsync(request);
        await ProverHost.Until(() => Task.FromResult(host.Heard.Find<ProofCompleted>(request.CaptureId) is not null));

        ProofCompleted completed = host.Heard.Find<ProofCompleted>(request.CaptureId)!;
        Assert.True(IrisProofFile.TryRead(await host.Objects.GetAsync(ObjectKind.Proof, completed.Proof.Id, completed.Proof.Size, default), out IrisProofFile? file));
        VaultPurpose[] purposes = [VaultPurpose.FirstShare, VaultPurpose.SecondShare, VaultPurpose.ThirdShare];
        for (int store = 0; store < 3; store++)
        {
            using VaultSecret secret = (await host.Vault.OpenAsync(completed.SealedShares[store].Id, purposes[store], default))!;
            Assert.True(MatcherShares.TryRead(secret.Bytes, out MatcherShares? shares));
            using (shares)
            {
                Assert.True(shares.Open(file.Publics.Shares!));
                shares.Shares.Own[5] ^= 1;
                Assert.False(shares.Open(file.Publics.Shares!));
            }
        }
    }

    [Fact]
    public async Task What_cannot_be_proved_is_rejected_with_its_reason_and_destroyed()
    {
        await using ProverHost host = await ProverHost.StartAsync(_folder);
        ProofRequested image = await SealedJob.SealAsync(host.Vault, spoil: bytes => bytes[^20_000] ^= 1);
        ProofRequested quality = await SealedJob.SealAsync(host.Vault, quality: 16_384);
        ProofRequested malformed = await SealedJob.SealAsync(host.Vault, spoil: bytes => bytes[0] ^= 1);
        ProofRequested other = await SealedJob.SealAsync(host.Vault) with { TermsSha256 = image.TermsSha256 };
        ProofRequested model = await SealedJob.SealAsync(host.Vault) with { ModelId = image.TermsSha256 };
        ProofRequested statement = await SealedJob.SealAsync(host.Vault) with { StatementId = image.TermsSha256 };
        ProofRequested gone = await SealedJob.SealAsync(host.Vault);
        await host.Vault.DestroyAsync(gone.CaptureId, default);
        ProofRequested expired = await SealedJob.SealAsync(host.Vault) with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) };
        (ProofRequested, ProofRejectionReason)[] all =
        [
            (image, ProofRejectionReason.ImageDigest), (quality, ProofRejectionReason.Quality), (malformed, ProofRejectionReason.CaptureMismatch),
            (other, ProofRejectionReason.CaptureMismatch), (model, ProofRejectionReason.UnknownModel), (statement, ProofRejectionReason.UnknownStatement),
            (gone, ProofRejectionReason.CaptureGone), (expired, ProofRejectionReason.CaptureExpired),
        ];
        await host.PublishAsync([.. all.Select(a => a.Item1)]);
        await ProverHost.Until(() => Task.FromResult(host.Heard.Messages.OfType<ProofRejected>().Count() == all.Length));
        await ProverHost.Until(async () => await host.Vault.CountKeysAsync(default) == 0);

        Assert.All(all, a => Assert.Equal(a.Item2, host.Heard.Find<ProofRejected>(a.Item1.CaptureId)!.Reason));
        Assert.Empty(host.Heard.Messages.OfType<ProofCompleted>());
    }

    [Fact]
    public async Task A_job_whose_worker_died_is_taken_over_and_the_dead_one_can_change_nothing()
    {
        await using ProverHost dead = await ProverHost.StartAsync(_folder, new() { ["Prover:Lease"] = "00:00:02" }, works: false);
        ProofRequested request = await SealedJob.SealAsync(dead.Vault);
        await dead.PublishAsync(request);
        await ProverHost.Until(async () => await dead.UseAsync(db => db.Jobs.CountAsync()) == 1);
        Job job = (await dead.Queue.LeaseAsync(default))!;
        Assert.Equal(1, job.Attempt);
        Assert.Null(await dead.Queue.LeaseAsync(default));

        await using ProverHost alive = await ProverHost.StartAsync(_folder);
        await ProverHost.Until(async () => await alive.UseAsync(db => db.Jobs.AnyAsync(j => j.State == JobState.Completed)));

        Assert.False(await dead.Queue.RenewAsync(job, default));
        Assert.False(await dead.Queue.FinishAsync(job, JobState.Rejected, Events.Rejected(job, ProofRejectionReason.Quality, TimeProvider.System), default));
        Assert.Equal(2, await alive.UseAsync(db => db.Jobs.Select(j => j.Attempt).SingleAsync()));
    }

    [Fact]
    public async Task Shares_that_an_attempt_sealed_before_it_died_are_destroyed_with_the_capture()
    {
        await using ProverHost dead = await ProverHost.StartAsync(_folder, new() { ["Prover:Lease"] = "00:00:02" }, works: false);
        ProofRequested request = await SealedJob.SealAsync(dead.Vault, shared: true);
        await dead.PublishAsync(request);
        await ProverHost.Until(async () => await dead.UseAsync(db => db.Jobs.CountAsync()) == 1);
        Job job = (await dead.Queue.LeaseAsync(default))!;
        Guid left = ShareIds.Of(job.CaptureId, job.Attempt, 1);
        await dead.Vault.SealAsync(left, VaultPurpose.SecondShare, new byte[] { 1 }, DateTimeOffset.UtcNow.AddHours(1), default);

        await using ProverHost alive = await ProverHost.StartAsync(_folder);
        await ProverHost.Until(async () => await alive.UseAsync(db => db.Jobs.AnyAsync(j => j.CaptureDestroyed)));

        Assert.Null(await alive.Vault.OpenAsync(left, VaultPurpose.SecondShare, default));
        Assert.Equal(3, await alive.Vault.CountKeysAsync(default));
    }

    [Fact]
    public async Task Attempts_have_an_end()
    {
        await using ProverHost host = await ProverHost.StartAsync(_folder, new() { ["Prover:MemoryMegabytes"] = "1", ["Prover:Attempts"] = "2", ["Prover:Poll"] = "00:00:00.050" });
        ProofRequested request = await SealedJob.SealAsync(host.Vault);
        await host.PublishAsync(request);
        await ProverHost.Until(() => Task.FromResult(host.Heard.Find<ProofRejected>(request.CaptureId) is not null));
        Assert.Equal(ProofRejectionReason.AttemptsExhausted, host.Heard.Find<ProofRejected>(request.CaptureId)!.Reason);
    }
}
