using Zkml.Contracts;

namespace Zkml.Hosting.Storage;

/// <summary>A message to publish, stored in the transaction whose effect it announces.</summary>
public sealed class OutboxMessage
{
    private OutboxMessage()
    {
    }

    public long Sequence { get; private init; }

    /// <summary>Also the message's id on the broker, so that a publish repeated after a crash is seen to be the same message.</summary>
    public Guid EventId { get; private init; }

    public string Name { get; private init; } = "";

    public byte[] Body { get; private init; } = [];

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? PublishedAt { get; set; }

    internal static OutboxMessage For(Message message)
    {
        MessageType type = MessageCatalogue.Of(message);
        return new OutboxMessage { EventId = message.EventId, Name = type.Name, Body = type.Write(message), CreatedAt = message.OccurredAt };
    }
}
