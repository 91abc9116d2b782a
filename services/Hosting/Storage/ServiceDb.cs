using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;

namespace Zkml.Hosting.Storage;

/// <summary>
/// The database of a service: its own tables, and beside them outbox and inbox, so that a message and the effect it announces are one transaction.
/// </summary>
public abstract class ServiceDb(DbContextOptions options) : PlatformDb(options)
{
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<InboxEntry> Inbox => Set<InboxEntry>();

    /// <summary>Publishes the message if, and only if, what is being saved is saved.</summary>
    public void Publish(Message message) => Outbox.Add(OutboxMessage.For(message));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity<OutboxMessage>().ToTable("outbox").HasKey(message => message.Sequence);
        modelBuilder.Entity<InboxEntry>().ToTable("inbox").HasKey(entry => new { entry.EventId, entry.Receiver });
    }
}
