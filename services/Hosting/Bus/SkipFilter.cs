using MassTransit;

namespace Zkml.Hosting.Bus;

/// <summary>A good message that the endpoint has no handler for.</summary>
internal sealed class SkipFilter(GiveUpFilter giveUp) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => giveUp.SkipAsync(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("skip");
}
