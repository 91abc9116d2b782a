using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Bus;

/// <summary>What holds for every transport and every queue.</summary>
internal static class EndpointPolicy
{
    /// <summary>A handler that fails for another reason than an outage is a fault of ours: few attempts, so that it shows.</summary>
    private const int AttemptsAfterFault = 3, AttemptsInOutage = 10;

    public static void Apply(IBusFactoryConfigurator bus, IRegistrationContext context)
    {
        PlainJson json = context.GetRequiredService<PlainJson>();
        bus.ClearSerialization();
        bus.AddSerializer(json);
        bus.AddDeserializer(json, true);
        bus.MessageTopology.SetEntityNameFormatter(new MessageNameFormatter());
        bus.Publish<Message>(topology => topology.Exclude = true);
        bus.Publish<CaptureMessage>(topology => topology.Exclude = true);
    }

    public static void Apply(IReceiveEndpointConfigurator endpoint, BusConsumer consumer, IRegistrationContext context)
    {
        BusOptions options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        GiveUpFilter giveUp = context.GetRequiredService<GiveUpFilter>();
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = options.Prefetch;
        endpoint.ConfigureError(pipe => pipe.UseFilter(giveUp));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new SkipFilter(giveUp)));
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Transient.Is);
            retry.Exponential(AttemptsInOutage, options.RetryPause, options.LongestRetryPause, options.RetryPause);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(fault => !Transient.Is(fault));
            retry.Interval(AttemptsAfterFault - 1, options.RetryPause);
        });
        consumer.Connect(endpoint, context);
    }
}
