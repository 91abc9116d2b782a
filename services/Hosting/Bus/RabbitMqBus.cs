using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>
/// Every process declares every exchange, and the queue of every receiver that a contract names: what is published before a service first runs
/// waits for it.
/// </summary>
internal static class RabbitMqBus
{
    public static void Configure(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        BusOptions options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        bus.Host(options.Broker!, host =>
        {
            host.PublisherConfirmation = true;
            host.Username(options.User ?? "guest");
            host.Password(options.PasswordFile is { } file ? File.ReadAllText(file).Trim() : "guest");
        });
        EndpointPolicy.Apply(bus, context);
        bus.DeployPublishTopology = true;
        bus.SendTopology.ConfigureDeadLetterSettings = queue =>
            queue.SetQueueArgument("x-message-ttl", (long)options.DeadLetterTime.TotalMilliseconds);
        foreach (MessageType message in MessageCatalogue.All)
        {
            bus.Publish(message.Type, topology =>
            {
                foreach (Service receiver in message.Receivers)
                {
                    ((IRabbitMqMessagePublishTopologyConfigurator)topology).BindQueue(message.Name, message.QueueOf(receiver));
                }
            });
        }

        foreach (BusConsumer consumer in context.GetServices<BusConsumer>())
        {
            bus.ReceiveEndpoint(consumer.Queue, endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                EndpointPolicy.Apply(endpoint, consumer, context);
            });
        }
    }
}
