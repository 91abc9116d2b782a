using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.FaceModels;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Vault;
using Zkml.Matching;
using Zkml.Prover.Jobs;
using Zkml.Statements;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;

namespace Zkml.Prover.Proving;

/// <summary>One attempt at a job: opens the capture, proves, verifies its own proof, stores it and the sealed shares.</summary>
internal sealed class ProofAttempts(
    JobQueue queue, ICaptureVault vault, IObjectStore objects, MemoryBudget memory, ServedModels models, IOptions<ProverOptions> options, ProverMetrics metrics,
    TimeProvider clock)
{
    private static readonly VaultPurpose[] Purposes = [VaultPurpose.FirstShare, VaultPurpose.SecondShare, VaultPurpose.ThirdShare];

    private readonly KnownStatements _statements = KnownStatements.OfDepth(options.Value.RegistryDepth, models.Statements(options.Value.RegistryDepth));

    /// <summary>Ends with the outcome announced, unless another worker took the job.</summary>
    /// <exception cref="RejectedException">There is no proof of this capture.</exception>
    public async Task RunAsync(Job job, StatementProver prover, CancellationToken cancel)
    {
        if (job.PreviousAttemptId is { } previous)
        {
            await objects.DeleteAsync(ObjectKind.Proof, previous, cancel);
        }

        await ReportAsync(job, ProofStage.Opening, cancel);
        using ProofJob work = await OpenAsync(job, cancel);
        PersonhoodStatementVerifier statement = Find(work);
        Check(job, work, statement);
        await ReportAsync(job, ProofStage.Proving, cancel);
        using IDisposable room = await memory.ReserveAsync(statement, cancel);
        long start = Stopwatch.GetTimestamp();
        using ProvenCapture proven = await Task.Factory.StartNew(
            () => prover.Prove(statement, work), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        TimeSpan proving = Stopwatch.GetElapsedTime(start);
        metrics.Proving.Record(proving.TotalSeconds);
        await ReportAsync(job, ProofStage.Checking, cancel);
        if (statement.CheckAny(proven.File.Publics, proven.File.Proof) is not null)
        {
            throw new InvalidOperationException("The prover's own proof does not verify.");
        }

        await ReportAsync(job, ProofStage.Storing, cancel);
        DataRef proof = await StoreAsync(job, proven.File.Write(), cancel);
        IReadOnlyList<DataRef> shares = await SealAsync(job, proven, cancel);
        await FinishAsync(job, JobState.Completed, Events.Completed(job, proof, shares, proving, clock), cancel);
        metrics.Outcomes.Add(1, new KeyValuePair<string, object?>("outcome", "completed"));
    }

    public async Task RejectAsync(Job job, ProofRejectionReason reason, CancellationToken cancel)
    {
        await FinishAsync(job, JobState.Rejected, Events.Rejected(job, reason, clock), cancel);
        metrics.Outcomes.Add(1, new KeyValuePair<string, object?>("outcome", reason.ToString()));
    }

    private async Task<ProofJob> OpenAsync(Job job, CancellationToken cancel)
    {
        if (job.ExpiresAt <= clock.GetUtcNow())
        {
            throw new RejectedException(ProofRejectionReason.CaptureExpired);
        }

        try
        {
            using VaultSecret secret = await vault.OpenAsync(job.CaptureId, VaultPurpose.Capture, cancel) ?? throw new RejectedException(ProofRejectionReason.CaptureGone);
            return ProofJob.TryRead(secret.Bytes, out ProofJob? work) ? work : throw new RejectedException(ProofRejectionReason.CaptureMismatch);
        }
        catch (CryptographicException)
        {
            throw new RejectedException(ProofRejectionReason.CaptureMismatch);
        }
    }

    private PersonhoodStatementVerifier Find(ProofJob work)
    {
        IPersonhoodParameters asked = work.Terms.Parameters;
        PersonhoodStatementVerifier? known = _statements.Find(asked);
        return known is not null && known.Shape == work.Package.Capture.Manifest.Shape ? known : throw new RejectedException(
            known is not null ? ProofRejectionReason.CaptureMismatch
            : _statements.All.Any(statement => statement.ModelId == asked.ModelId) ? ProofRejectionReason.UnknownStatement
            : ProofRejectionReason.UnknownModel);
    }

    /// <summary>What was sealed is what the message asks for: they came on different ways.</summary>
    private static void Check(Job job, ProofJob work, PersonhoodStatementVerifier statement)
    {
        ProofRejectionReason? wrong =
            job.TermsSha256 != Contract(work.Terms.Digest()) || job.RegistryRoot != Contract(work.Terms.RegistryRoot) || job.RegistryEpoch != work.Terms.Epoch
                ? ProofRejectionReason.CaptureMismatch
            : job.ModelId != Digest.Parse(work.Terms.Parameters.ModelId) ? ProofRejectionReason.UnknownModel
            : job.StatementId != Digest.Parse(statement.StatementId) ? ProofRejectionReason.UnknownStatement
            : null;
        if (wrong is { } reason)
        {
            throw new RejectedException(reason);
        }
    }

    private async Task<DataRef> StoreAsync(Job job, byte[] file, CancellationToken cancel)
    {
        Guid id = job.AttemptId!.Value;
        await objects.PutAsync(ObjectKind.Proof, id, file, cancel);
        return new DataRef { Id = id, Sha256 = new Digest(SHA256.HashData(file)), Size = file.Length };
    }

    /// <summary>Each matcher's two shares under a key of its own. Those of an attempt that ends here are destroyed with the capture.</summary>
    private async Task<IReadOnlyList<DataRef>> SealAsync(Job job, ProvenCapture proven, CancellationToken cancel)
    {
        var sealedShares = new List<DataRef>();
        for (int store = 0; proven.Shares is not null && store < ShareLayout.Shares; store++)
        {
            using MatcherShares shares = proven.Shares.ForStore(store);
            byte[] bytes = shares.Write();
            try
            {
                sealedShares.Add(await vault.SealAsync(
                    ShareIds.Of(job.CaptureId, job.Attempt, store), Purposes[store], bytes, clock.GetUtcNow() + options.Value.ShareLifetime, cancel));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        }

        return sealedShares;
    }

    private async Task ReportAsync(Job job, ProofStage stage, CancellationToken cancel) => ThrowIfLost(await queue.ReportAsync(job, stage, cancel));

    private async Task FinishAsync(Job job, JobState state, Message outcome, CancellationToken cancel) =>
        ThrowIfLost(await queue.FinishAsync(job, state, outcome, cancel));

    private static void ThrowIfLost(bool held)
    {
        if (!held)
        {
            throw new LeaseLostException();
        }
    }

    private static Digest Contract(Bytes32 bytes) => new(bytes.ToArray());
}
