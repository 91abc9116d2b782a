using System.Diagnostics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Zkml.Contracts;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Bus;

/// <summary>Calls a handler once for each message: the entry in the inbox and the handler's changes are one transaction.</summary>
internal sealed class InboxConsumer<TDb, TMessage, THandler>(TDb db, THandler handler, TimeProvider clock, ZkmlMetrics metrics, ILogger<THandler> logger)
    : IConsumer<TMessage>
    where TDb : ServiceDb
    where TMessage : Message
    where THandler : class, IMessageHandler<TMessage>
{
    public async Task Consume(ConsumeContext<TMessage> context)
    {
        try
        {
            await HandleAsync(context);
        }
        catch (Exception fault)
        {
            // Others log exceptions whole, and send them on. The stack names methods only, the text may quote what it speaks of.
            logger.LogWarning("A message was not handled: {Fault}\n{Stack}", fault.GetType().Name, fault.StackTrace);
            throw new HandlerFaultException(fault);
        }
    }

    private async Task HandleAsync(ConsumeContext<TMessage> context)
    {
        Message message = context.Message;
        using Activity? step = FlowTrace.Start($"handle {MessageCatalogue.Of<TMessage>().Name}", message.CorrelationId);
        CancellationToken cancel = context.CancellationToken;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        string receiver = QueueNames.Of(context.ReceiveContext.InputAddress);
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();

        // A delivery at the same time in another process waits here for this one's end, and then finds the entry or not.
        int added = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO inbox (event_id, receiver, handled_at) VALUES ({message.EventId}, {receiver}, {now}) ON CONFLICT DO NOTHING", cancel);
        if (added == 0)
        {
            metrics.Repeated.Add(1);
            return;
        }

        await handler.HandleAsync(context.Message, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        metrics.Handled.Add(1);
    }
}
