using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Vault;

/// <summary>Destroys what has expired, finishes destructions that a crash interrupted, forgets old tombstones. Several processes may do so at once.</summary>
internal sealed class VaultSweeper(
    IServiceScopeFactory scopes, CaptureVault vault, IOptions<VaultOptions> options, TimeProvider clock, ILogger<VaultSweeper> logger) : BackgroundService
{
    private const int Batch = 200;

    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        VaultDb db = scope.ServiceProvider.GetRequiredService<VaultDb>();
        DateTimeOffset now = clock.GetUtcNow(), forgotten = now - options.Value.TombstoneRetention;
        Guid[] expired = await db.Keys.Where(key => key.Wrapped != null && key.ExpiresAt <= now)
            .OrderBy(key => key.ExpiresAt).Select(key => key.Id).Take(Batch).ToArrayAsync(cancel);
        Guid[] interrupted = await db.Keys.Where(key => key.Wrapped == null && !key.ObjectDeleted)
            .OrderBy(key => key.DestroyedAt).Select(key => key.Id).Take(Batch).ToArrayAsync(cancel);
        foreach (Guid id in expired.Concat(interrupted))
        {
            await vault.DestroyAsync(id, "expired", cancel);
        }

        await db.Keys.Where(key => key.ObjectDeleted && key.DestroyedAt < forgotten).ExecuteDeleteAsync(cancel);
        return expired.Length + interrupted.Length;
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
                logger.LogWarning("The vault could not be swept: {Fault}", e.GetType().Name);
            }

            if (swept < Batch)
            {
                await Task.Delay(options.Value.SweepInterval, clock, stoppingToken);
            }
        }
    }
}
