using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>
/// How MassTransit writes and reads our messages: the plain JSON of the contracts with three headers, no envelope. Nothing a sender writes into other
/// headers (addresses for answers and faults among them) is looked at.
/// </summary>
internal sealed class PlainJson(MessageSeal seal) : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    public static ContentType Json { get; } = new("application/json");

    public ContentType ContentType => Json;

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        if (context.Message is not Message message)
        {
            throw new InvalidOperationException($"{typeof(T).Name} is not one of the contracts: nothing else goes to the bus.");
        }

        MessageType type = MessageCatalogue.Of(message);
        byte[] body = type.Write(message);
        context.MessageId = message.EventId;
        context.CorrelationId = message.CorrelationId;
        (context.ConversationId, context.InitiatorId, context.RequestId) = (null, null, null);
        (context.SourceAddress, context.ResponseAddress, context.FaultAddress) = (null, null, null);
        RemoveHeadersOfTheLibrary(context.Headers);
        context.Headers.Set(MessageSeal.NameHeader, type.Name);
        context.Headers.Set(MessageSeal.SignerHeader, MessageType.NameOf(type.Publisher));
        context.Headers.Set(MessageSeal.SignatureHeader, seal.Sign(type, body));
        return new BytesMessageBody(body);
    }

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        ArgumentNullException.ThrowIfNull(receiveContext);
        PlainJsonContext context = Open(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress);
        return new BodyConsumeContext(receiveContext, context);
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => Open(body, headers, destinationAddress);

    public MessageBody GetMessageBody(string text) => throw Unused();

    public void Probe(ProbeContext context) => context.CreateScope("plain-json");

    internal static NotSupportedException Unused() => new("Messages are sent from the outbox only.");

    private PlainJsonContext Open(MessageBody body, Headers headers, Uri? destination) =>
        seal.TryOpen(
            Text(headers, MessageSeal.NameHeader), Text(headers, MessageSeal.SignerHeader), Text(headers, MessageSeal.SignatureHeader), body.GetBytes(),
            out Message? message, out RefusalReason reason)
            ? new PlainJsonContext(message, destination)
            : throw new MessageRefusedException(reason);

    private static string? Text(Headers headers, string name) => headers.TryGetHeader(name, out object? value) ? value as string : null;

    private static void RemoveHeadersOfTheLibrary(SendHeaders headers)
    {
        string[] names = [.. headers.GetAll().Select(header => header.Key).Where(name => name.StartsWith("MT-", StringComparison.Ordinal))];
        foreach (string name in names)
        {
            headers.Set(name, (string?)null, overwrite: true);
        }
    }
}
