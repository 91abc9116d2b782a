using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Enrollment.Captures;

/// <summary>
/// Ends captures whose time is over, destroys keys that nobody needs any more (the prover does so too, unless it dies before) or ever knew of, and forgets
/// old challenges and captures. Every step bears repetition, by several processes at once.
/// </summary>
internal sealed class CaptureSweeper(
    IServiceScopeFactory scopes, ICaptureVault vault, LeftoverSeals leftovers, IOptions<EnrollmentOptions> options, TimeProvider clock, ILogger<CaptureSweeper> logger) : BackgroundService
{
    private const int Batch = 200;

    /// <summary>An answer that comes late is told that its challenge has expired, not that there was none.</summary>
    private static readonly TimeSpan ChallengeMemory = TimeSpan.FromHours(1);

    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        EnrollmentDb db = scope.ServiceProvider.GetRequiredService<EnrollmentDb>();
        int swept = await ExpireAsync(db, cancel) + await DestroyAsync(db, cancel) + await leftovers.DestroyAsync(db, Batch, cancel);
        DateTimeOffset forgotten = clock.GetUtcNow() - ChallengeMemory, old = clock.GetUtcNow() - options.Value.Retention;
        await db.Challenges.Where(challenge => challenge.ExpiresAt < forgotten).ExecuteDeleteAsync(cancel);
        await db.Captures.Where(capture => capture.KeyDestroyed && capture.ChangedAt < old).ExecuteDeleteAsync(cancel);
        return swept;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            int swept = 0;
            try
            {
                swept = await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("Captures could not be swept: {Fault}", e.GetType().Name);
            }

            if (swept < Batch)
            {
                await Task.Delay(options.Value.SweepInterval, clock, stoppingToken);
            }
        }
    }

    private async Task<int> ExpireAsync(EnrollmentDb db, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Guid[] late = await db.Captures
            .Where(capture => !capture.KeyDestroyed && capture.ExpiresAt <= now && (capture.State == CaptureState.Accepted || capture.State == CaptureState.Proving))
            .OrderBy(capture => capture.ExpiresAt).Select(capture => capture.Id).Take(Batch).ToArrayAsync(cancel);
        foreach (Guid id in late)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await db.LockCaptureAsync(id, cancel) is { } capture && capture.Advance(CaptureState.Expired, now) is { } step)
            {
                db.CaptureEvents.Add(step);
            }

            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        return late.Length;
    }

    private async Task<int> DestroyAsync(EnrollmentDb db, CancellationToken cancel)
    {
        Guid[] ended = await db.Captures
            .Where(capture => !capture.KeyDestroyed && capture.State != CaptureState.Accepted && capture.State != CaptureState.Proving)
            .OrderBy(capture => capture.ExpiresAt).Select(capture => capture.Id).Take(Batch).ToArrayAsync(cancel);
        foreach (Guid id in ended)
        {
            await vault.DestroyAsync(id, cancel);
            await db.Captures.Where(capture => capture.Id == id).ExecuteUpdateAsync(set => set.SetProperty(capture => capture.KeyDestroyed, true), cancel);
        }

        return ended.Length;
    }
}
