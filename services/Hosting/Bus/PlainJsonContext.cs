using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Serialization;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>One received message, already read and checked.</summary>
internal sealed class PlainJsonContext(Message message, Uri? destination)
    : BaseSerializerContext(
        SystemTextJsonMessageSerializer.Instance, new PlainMessageContext(message, destination), [MessageUrn.ForTypeString(message.GetType())])
{
    public override bool IsSupportedMessageType<T>() => message is T;

    public override bool IsSupportedMessageType(Type messageType) => messageType.IsInstanceOfType(message);

    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? result)
        where T : class
    {
        result = message as T;
        return result is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? result)
    {
        result = messageType.IsInstanceOfType(message) ? message : null;
        return result is not null;
    }

    public override IMessageSerializer GetMessageSerializer() => throw PlainJson.Unused();

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => throw PlainJson.Unused();

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => throw PlainJson.Unused();

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => throw PlainJson.Unused();
}
