using MassTransit;
using Microsoft.Extensions.Options;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

internal sealed class MassTransitPublisher(IBusControl bus, IOptions<BusOptions> options) : IMessagePublisher
{
    public bool KeepsMessages => options.Value.Transport != BusTransport.InMemory;

    public async Task WaitUntilReadyAsync(CancellationToken cancel) => await bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancel);

    public Task PublishAsync(Message message, CancellationToken cancel) => bus.Publish(message, message.GetType(), cancel);
}
