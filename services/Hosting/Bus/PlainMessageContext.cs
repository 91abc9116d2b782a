using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>What MassTransit asks of a message beside its body: only what the signed body says.</summary>
internal sealed class PlainMessageContext(Message message, Uri? destination) : MessageContext
{
    public Guid? MessageId => message.EventId;

    public Guid? CorrelationId => message.CorrelationId;

    public DateTime? SentTime => message.OccurredAt.UtcDateTime;

    public Uri? DestinationAddress => destination;

    public Guid? RequestId => null;

    public Guid? ConversationId => null;

    public Guid? InitiatorId => null;

    public DateTime? ExpirationTime => null;

    public Uri? SourceAddress => null;

    public Uri? ResponseAddress => null;

    public Uri? FaultAddress => null;

    public Headers Headers => EmptyHeaders.Instance;

    public HostInfo Host => HostMetadataCache.Empty;
}
