using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Uniqueness;
using Zkml.Hosting.Vault;

namespace Zkml.Attestation.Issuing;

/// <summary>
/// Destroys what is no longer needed: shares in the vault and in the matchers of refused captures, and templates of attestations that were revoked or have
/// expired. After the outcome was saved, and again after a crash in between: nothing of it can be undone, and all of it can be repeated.
/// </summary>
internal sealed class Settlement(
    IServiceScopeFactory scopes, ICaptureVault vault, Matchers matchers, IOptions<AttestationOptions> options, TimeProvider clock)
{
    private const int Batch = 64;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        await SettleCasesAsync(db, cancel);
        await DeleteTemplatesAsync(db, cancel);
    }

    /// <summary>Gives up the templates of expired attestations, and captures that no proof came of.</summary>
    public async Task ExpireAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        DateTimeOffset now = clock.GetUtcNow(), unproved = now - options.Value.LongestDelay;
        await db.Attestations.Where(row => row.EnrolledAs != null && row.ExpiresAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.EnrolledAs, (long?)null), cancel);
        await db.Cases.Where(work => work.State == CaseState.Accepted && work.ExpiresAt < unproved).ExecuteDeleteAsync(cancel);
    }

    private async Task SettleCasesAsync(AttestationDb db, CancellationToken cancel)
    {
        foreach (Case work in await db.Cases.AsNoTracking().Where(work => work.FinishedAt != null && !work.Settled)
            .OrderBy(work => work.FinishedAt).Take(Batch).ToArrayAsync(cancel))
        {
            foreach (Guid share in work.Shares())
            {
                await vault.DestroyAsync(share, cancel);
            }

            if (work.State == CaseState.Refused)
            {
                await matchers.DeleteAsync(work.CaptureId, cancel);
            }

            await db.Cases.Where(row => row.CaptureId == work.CaptureId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Settled, true), cancel);
        }
    }

    private async Task DeleteTemplatesAsync(AttestationDb db, CancellationToken cancel)
    {
        foreach ((Guid id, Guid captureId) in (await db.Attestations.Where(row => row.EnrolledAs == null && !row.SharesDeleted)
            .OrderBy(row => row.ExpiresAt).Take(Batch).Select(row => new { row.Id, row.CaptureId }).ToArrayAsync(cancel)).Select(row => (row.Id, row.CaptureId)))
        {
            await matchers.DeleteAsync(captureId, cancel);
            await db.Attestations.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SharesDeleted, true), cancel);
        }
    }
}
