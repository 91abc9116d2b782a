namespace Zkml.Hosting.Storage;

/// <summary>Says that a receiver has acted on a message; written in the transaction of what it did.</summary>
public sealed class InboxEntry
{
    public Guid EventId { get; init; }

    public string Receiver { get; init; } = "";

    public DateTimeOffset HandledAt { get; init; }
}
