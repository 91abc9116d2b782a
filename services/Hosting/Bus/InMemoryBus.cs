using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Zkml.Hosting.Bus;

internal static class InMemoryBus
{
    public static void Configure(IBusRegistrationContext context, IInMemoryBusFactoryConfigurator bus)
    {
        EndpointPolicy.Apply(bus, context);
        foreach (BusConsumer consumer in context.GetServices<BusConsumer>())
        {
            bus.ReceiveEndpoint(consumer.Queue, endpoint => EndpointPolicy.Apply(endpoint, consumer, context));
        }
    }
}
