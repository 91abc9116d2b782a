using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Hosting.Tests;

internal sealed class CompletedHandler : IMessageHandler<ProofCompleted>
{
    public Task HandleAsync(ProofCompleted message, CancellationToken cancel) => Task.CompletedTask;
}
