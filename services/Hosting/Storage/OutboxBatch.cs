using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Hosting.Storage;

/// <summary>
/// Takes waiting messages, publishes them, and marks them when the broker has confirmed. A crash in between publishes again: receivers have an inbox.
/// On PostgreSQL the rows stay locked meanwhile, so several processes share the work; on SQLite there is one process.
/// </summary>
internal static class OutboxBatch
{
    public static async Task<int> PublishAsync(
        ServiceDb db, IMessagePublisher publisher, StorageOptions options, TimeProvider clock, CancellationToken cancel)
    {
        bool locks = Migrator.KindOf(db) == DatabaseKind.PostgreSql;
        await using var transaction = locks ? await db.Database.BeginTransactionAsync(cancel) : null;
        List<OutboxMessage> waiting = await Waiting(db, locks, options.OutboxBatch).ToListAsync(cancel);
        if (waiting.Count == 0)
        {
            return 0;
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(options.PublishTimeout);
        await Task.WhenAll(waiting.Select(message => publisher.PublishAsync(Read(message), timeout.Token)));

        DateTimeOffset now = clock.GetUtcNow();
        foreach (OutboxMessage message in waiting)
        {
            message.PublishedAt = now;
        }

        await db.SaveChangesAsync(cancel);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancel);
        }

        return waiting.Count;
    }

    private static IQueryable<OutboxMessage> Waiting(ServiceDb db, bool locks, int count) => locks
        ? db.Outbox.FromSql($"SELECT * FROM outbox WHERE published_at IS NULL ORDER BY sequence LIMIT {count} FOR UPDATE SKIP LOCKED")
        : db.Outbox.Where(message => message.PublishedAt == null).OrderBy(message => message.Sequence).Take(count);

    private static Message Read(OutboxMessage stored)
    {
        MessageType type = MessageCatalogue.Find(stored.Name) ?? throw new InvalidOperationException($"The outbox has a message of unknown name, {stored.Sequence}.");
        return type.TryRead(stored.Body, out Message? message, out string? problem)
            ? message
            : throw new InvalidOperationException($"Message {stored.Sequence} of the outbox cannot be read. {problem}");
    }
}
