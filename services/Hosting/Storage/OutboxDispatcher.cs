using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;

namespace Zkml.Hosting.Storage;

/// <summary>Publishes the outbox of one database as long as the process runs.</summary>
internal sealed class OutboxDispatcher<TDb>(
    IServiceScopeFactory scopes, IMessagePublisher publisher, OutboxSignal<TDb> signal, IOptions<StorageOptions> options, TimeProvider clock,
    ZkmlMetrics metrics, ILogger<OutboxDispatcher<TDb>> logger) : BackgroundService
    where TDb : ServiceDb
{
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromHours(1), LongestPause = TimeSpan.FromSeconds(5);

    private DateTimeOffset _nextCleaning;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await publisher.WaitUntilReadyAsync(stoppingToken);
        if (!publisher.KeepsMessages)
        {
            await ResendAsync(stoppingToken);
        }

        TimeSpan pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                pause = await DispatchAsync(stoppingToken) ? TimeSpan.Zero : options.Value.OutboxPoll;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Database or broker are away. Their messages may quote data; the type is enough.
                logger.LogWarning("The outbox waits: {Fault}", e.GetType().Name);
                pause = pause == TimeSpan.Zero ? options.Value.OutboxPoll : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
            }

            await signal.WaitAsync(pause, stoppingToken);
        }
    }

    /// <summary>True when there may be more.</summary>
    private async Task<bool> DispatchAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        TDb db = scope.ServiceProvider.GetRequiredService<TDb>();
        int published = await OutboxBatch.PublishAsync(db, publisher, options.Value, clock, cancel);
        metrics.Published.Add(published);
        if (clock.GetUtcNow() >= _nextCleaning)
        {
            await CleanAsync(db, cancel);
            _nextCleaning = clock.GetUtcNow() + CleaningInterval;
        }

        return published == options.Value.OutboxBatch;
    }

    private async Task CleanAsync(TDb db, CancellationToken cancel)
    {
        DateTimeOffset published = clock.GetUtcNow() - options.Value.OutboxRetention, handled = clock.GetUtcNow() - options.Value.InboxRetention;
        await db.Outbox.Where(message => message.PublishedAt < published).ExecuteDeleteAsync(cancel);
        await db.Inbox.Where(entry => entry.HandledAt < handled).ExecuteDeleteAsync(cancel);
    }

    /// <summary>What a transport in memory had not delivered is gone with the process before: all is sent again, and inboxes drop what is known.</summary>
    private async Task ResendAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        TDb db = scope.ServiceProvider.GetRequiredService<TDb>();
        await db.Outbox.Where(message => message.PublishedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.PublishedAt, (DateTimeOffset?)null), cancel);
    }
}
