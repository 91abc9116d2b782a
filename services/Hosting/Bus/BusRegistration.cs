using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Bus;

public static class BusRegistration
{
    /// <summary>The process takes part in the bus. Once per process, whatever services run in it.</summary>
    public static IHostApplicationBuilder AddBus(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ZkmlMetrics>();
        services.AddOptions<BusOptions>().BindConfiguration(BusOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<BusOptions>, BusOptionsValidator>();
        services.AddSingleton<BusKeys>();
        services.AddSingleton<MessageSeal>();
        services.AddSingleton<PlainJson>();
        services.AddSingleton<GiveUpFilter>();
        services.AddSingleton<IMessagePublisher, MassTransitPublisher>();
        BusTransport transport = builder.Configuration.GetSection(BusOptions.Section).GetValue<BusTransport>(nameof(BusOptions.Transport));
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            if (transport == BusTransport.RabbitMq)
            {
                bus.UsingRabbitMq(RabbitMqBus.Configure);
            }
            else
            {
                bus.UsingInMemory(InMemoryBus.Configure);
            }
        });
        return builder;
    }

    /// <summary><paramref name="receiver"/>, running in this process, handles the message with <typeparamref name="THandler"/>.</summary>
    /// <exception cref="ArgumentException">The contract does not name the service among the receivers, so nothing would fill its queue.</exception>
    public static IServiceCollection AddMessageHandler<TDb, TMessage, THandler>(this IServiceCollection services, Service receiver)
        where TDb : ServiceDb
        where TMessage : Message
        where THandler : class, IMessageHandler<TMessage>
    {
        MessageType type = MessageCatalogue.Of<TMessage>();
        if (!type.Receivers.Contains(receiver))
        {
            throw new ArgumentException($"{receiver} is no receiver of {type.Name}.", nameof(receiver));
        }

        services.AddScoped<THandler>();
        services.AddScoped<InboxConsumer<TDb, TMessage, THandler>>();
        services.AddSingleton(new BusConsumer(
            type, receiver, (endpoint, context) => endpoint.Consumer<InboxConsumer<TDb, TMessage, THandler>>(context)));
        return services;
    }
}
