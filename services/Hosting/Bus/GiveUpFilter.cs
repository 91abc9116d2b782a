using System.Runtime.ExceptionServices;
using System.Text.Json;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Bus;

/// <summary>
/// What happens to a message that could not be handled. When something is away (database, disk), it goes back to its queue: an outage loses nothing.
/// Otherwise it is moved to the dead-letter queue with a reason from <see cref="RefusalReason"/>, and never with the exception.
/// </summary>
internal sealed class GiveUpFilter(ZkmlMetrics metrics, ILogger<GiveUpFilter> logger) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        string queue = QueueNames.Of(context.InputAddress);
        if (context.Exception is not MessageRefusedException && Transient.Is(context.Exception))
        {
            logger.LogWarning("A message of {Queue} goes back: {Fault}", queue, context.Exception.GetType().Name);
            ExceptionDispatchInfo.Throw(context.Exception);
        }

        RefusalReason reason = (context.Exception as MessageRefusedException ?? context.Exception.InnerException as MessageRefusedException)?.Reason
            ?? RefusalReason.HandlerFault;
        await MoveAsync(context, queue, reason);

        // Without this the library would take the message for one that nobody wanted, and move it again.
        await context.NotifyFaulted(context.Exception);
        logger.LogError("A message of {Queue} was given up: {Reason}, {Fault}", queue, reason, context.Exception.GetType().Name);
    }

    public async Task SkipAsync(ReceiveContext context) => await MoveAsync(context, QueueNames.Of(context.InputAddress), RefusalReason.WrongQueue);

    public void Probe(ProbeContext context) => context.CreateFilterScope("give-up");

    private async Task MoveAsync(ReceiveContext context, string queue, RefusalReason reason)
    {
        string code = JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
        metrics.Refused.Add(1, new KeyValuePair<string, object?>("queue", queue), new KeyValuePair<string, object?>("reason", code));
        if (!context.TryGetPayload(out IDeadLetterTransport? transport))
        {
            throw new InvalidOperationException("The transport has no dead-letter queue.");
        }

        await transport.Send(context, code);
    }
}
