using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Zkml.Contracts;

namespace Zkml.Prover.Jobs;

/// <summary>
/// Leases of jobs. An attempt is a row update that names its attempt id; every later step of the attempt is conditional on that id, so a worker that was
/// taken for dead can neither renew nor finish. State, proof and announcement are one transaction.
/// </summary>
internal sealed class JobQueue(IServiceScopeFactory scopes, IOptions<ProverOptions> options, TimeProvider clock)
{
    private const int Candidates = 16;

    /// <summary>The oldest job that nobody works on, leased; null when there is none.</summary>
    public async Task<Job?> LeaseAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        ProverDb db = scope.ServiceProvider.GetRequiredService<ProverDb>();
        DateTimeOffset now = clock.GetUtcNow();
        Job[] free = await db.Jobs.AsNoTracking().Where(job => job.State == JobState.Waiting && job.LeaseUntil <= now)
            .OrderBy(job => job.RequestedAt).Take(Candidates).ToArrayAsync(cancel);
        foreach (Job job in free)
        {
            if (await TryTakeAsync(db, job, now, cancel))
            {
                return job;
            }
        }

        return null;
    }

    /// <summary>False when another worker has the job.</summary>
    public Task<bool> RenewAsync(Job job, CancellationToken cancel)
    {
        DateTimeOffset until = clock.GetUtcNow() + options.Value.Lease;
        return ChangeAsync(job, [], held => held.ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until), cancel), cancel);
    }

    /// <summary>Gives the job back, to be taken again after a pause: something outside of us failed.</summary>
    public Task<bool> ReturnAsync(Job job, CancellationToken cancel)
    {
        DateTimeOffset until = clock.GetUtcNow() + options.Value.Poll;
        return ChangeAsync(job, [], held => held.ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until), cancel), cancel);
    }

    public Task<bool> ReportAsync(Job job, ProofStage stage, CancellationToken cancel) =>
        ChangeAsync(job, [Events.Progressed(job, stage, clock)], held => held.CountAsync(cancel), cancel);

    /// <summary>False when another worker has the job: then nothing is announced.</summary>
    public Task<bool> FinishAsync(Job job, JobState state, Message outcome, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return ChangeAsync(
            job, [outcome],
            held => held.ExecuteUpdateAsync(set => set.SetProperty(j => j.State, state).SetProperty(j => j.FinishedAt, now), cancel), cancel);
    }

    /// <summary>Finished jobs whose capture may still have a key.</summary>
    public async Task<Job[]> UndestroyedAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ProverDb>().Jobs.AsNoTracking()
            .Where(job => job.State != JobState.Waiting && !job.CaptureDestroyed).OrderBy(job => job.FinishedAt).Take(Candidates).ToArrayAsync(cancel);
    }

    /// <summary>Whether a later attempt has begun. Not so after an attempt that finished the job without being told.</summary>
    public async Task<bool> IsTakenOverAsync(Job job, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ProverDb>().Jobs.AnyAsync(j => j.CaptureId == job.CaptureId && j.Attempt > job.Attempt, cancel);
    }

    public async Task SetDestroyedAsync(Guid captureId, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProverDb>().Jobs.Where(job => job.CaptureId == captureId)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.CaptureDestroyed, true), cancel);
    }

    public async Task<int> CountWaitingAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ProverDb>().Jobs.CountAsync(job => job.State == JobState.Waiting, cancel);
    }

    private async Task<bool> TryTakeAsync(ProverDb db, Job job, DateTimeOffset now, CancellationToken cancel)
    {
        Guid? before = job.AttemptId, mine = Guid.CreateVersion7(now);
        DateTimeOffset until = now + options.Value.Lease;
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancel);
        int taken = await db.Jobs
            .Where(j => j.CaptureId == job.CaptureId && j.State == JobState.Waiting && j.LeaseUntil <= now && j.AttemptId == before)
            .ExecuteUpdateAsync(
                set => set.SetProperty(j => j.AttemptId, mine).SetProperty(j => j.LeaseUntil, until).SetProperty(j => j.Attempt, j => j.Attempt + 1), cancel);
        if (taken == 0)
        {
            return false;
        }

        (job.PreviousAttemptId, job.AttemptId, job.LeaseUntil, job.Attempt) = (before, mine, until, job.Attempt + 1);
        db.Publish(Events.Started(job, clock));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<bool> ChangeAsync(Job job, Message[] messages, Func<IQueryable<Job>, Task<int>> change, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        ProverDb db = scope.ServiceProvider.GetRequiredService<ProverDb>();
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await change(db.Jobs.Where(j => j.CaptureId == job.CaptureId && j.State == JobState.Waiting && j.AttemptId == job.AttemptId)) == 0)
        {
            return false;
        }

        foreach (Message message in messages)
        {
            db.Publish(message);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
