using System.Text.Json.Serialization;

namespace Zkml.Contracts;

/// <summary>
/// What every message says of itself. Only a <see cref="MessageCatalogue"/>d type is ever sent; a change of meaning is a new name, an additional
/// property a higher <see cref="SchemaVersion"/> under the old one.
/// </summary>
public abstract record Message
{
    /// <summary>UUIDv7; also the broker's message id. Who sees it twice has seen one message twice.</summary>
    [JsonPropertyOrder(-10)]
    public required Guid EventId { get; init; }

    [JsonPropertyOrder(-9)]
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The same in everything that follows from one request.</summary>
    [JsonPropertyOrder(-8)]
    public required Guid CorrelationId { get; init; }

    [JsonPropertyOrder(-7)]
    [JsonRequired]
    [Bounds(1, 1000)]
    public int SchemaVersion { get; init; } = 1;
}
