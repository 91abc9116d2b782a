using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Zkml.Contracts;

namespace Zkml.Attestation.Cases;

/// <summary>
/// Leases of cases. An attempt is a row update that names its attempt id; every later step is conditional on that id, so a worker that was taken for dead
/// can neither renew nor finish. Outcome and announcement are one transaction.
/// </summary>
internal sealed class CaseQueue(IServiceScopeFactory scopes, IOptions<AttestationOptions> options, TimeProvider clock)
{
    private const int Candidates = 16;

    /// <summary>The case that has waited longest and that nobody works on, leased; null when there is none.</summary>
    public async Task<Case?> LeaseAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        DateTimeOffset now = clock.GetUtcNow(), until = now + options.Value.Lease;
        Case[] free = await db.Cases.AsNoTracking().Where(work => work.State == CaseState.Waiting && work.LeaseUntil <= now)
            .OrderBy(work => work.LeaseUntil).Take(Candidates).ToArrayAsync(cancel);
        foreach (Case work in free)
        {
            Guid? before = work.AttemptId, mine = Guid.CreateVersion7(now);
            int taken = await db.Cases
                .Where(row => row.CaptureId == work.CaptureId && row.State == CaseState.Waiting && row.LeaseUntil <= now && row.AttemptId == before)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.AttemptId, mine).SetProperty(row => row.LeaseUntil, until)
                        .SetProperty(row => row.Attempt, row => row.Attempt + 1),
                    cancel);
            if (taken > 0)
            {
                (work.AttemptId, work.LeaseUntil, work.Attempt) = (mine, until, work.Attempt + 1);
                return work;
            }
        }

        return null;
    }

    /// <summary>False when another worker has the case.</summary>
    public Task<bool> RenewAsync(Case work, CancellationToken cancel) => LeaseUntilAsync(work, clock.GetUtcNow() + options.Value.Lease, cancel);

    /// <summary>Gives the case back, to be taken again after a pause.</summary>
    public Task<bool> ReturnAsync(Case work, TimeSpan pause, CancellationToken cancel) => LeaseUntilAsync(work, clock.GetUtcNow() + pause, cancel);

    /// <exception cref="LeaseLostException">Nothing is announced.</exception>
    public Task RefuseAsync(Case work, AttestationRefusalReason reason, CancellationToken cancel) =>
        FinishAsync(work, CaseState.Refused, async db =>
        {
            await db.Cases.Where(row => row.CaptureId == work.CaptureId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Refusal, reason), cancel);
            db.Publish(Events.Refused(work, reason, clock));
            return true;
        }, cancel);

    /// <summary>Ends the case together with its effects; not at all, and false, when <paramref name="effects"/> say no.</summary>
    /// <exception cref="LeaseLostException">Another worker has the case.</exception>
    public async Task<bool> FinishAsync(Case work, CaseState state, Func<AttestationDb, Task<bool>> effects, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancel);
        DateTimeOffset now = clock.GetUtcNow();
        int finished = await Held(db, work).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, state).SetProperty(row => row.FinishedAt, now), cancel);
        if (finished == 0)
        {
            throw new LeaseLostException();
        }

        if (!await effects(db))
        {
            return false;
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>After a lost lease: the case may have been settled before this worker's matchers took shares, which are then to be deleted again.</summary>
    public async Task UnsettleAsync(Case work, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        await db.Cases.Where(row => row.CaptureId == work.CaptureId && row.FinishedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Settled, false), cancel);
        await db.Attestations.Where(row => row.CaptureId == work.CaptureId && row.EnrolledAs == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SharesDeleted, false), cancel);
    }

    public async Task<int> CountWaitingAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AttestationDb>().Cases.CountAsync(work => work.State == CaseState.Waiting, cancel);
    }

    private async Task<bool> LeaseUntilAsync(Case work, DateTimeOffset until, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        return await Held(db, work).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), cancel) > 0;
    }

    private static IQueryable<Case> Held(AttestationDb db, Case work) =>
        db.Cases.Where(row => row.CaptureId == work.CaptureId && row.State == CaseState.Waiting && row.AttemptId == work.AttemptId);
}
