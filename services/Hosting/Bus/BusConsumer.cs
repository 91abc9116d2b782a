using MassTransit;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>A handler of this process, and how its endpoint gets its consumer.</summary>
internal sealed record BusConsumer(MessageType Message, Service Receiver, Action<IReceiveEndpointConfigurator, IRegistrationContext> Connect)
{
    public string Queue => Message.QueueOf(Receiver);
}
