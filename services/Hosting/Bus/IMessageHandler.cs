using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>
/// What a service does on a message. It runs inside a transaction of the service's database that also records the message as handled, so it runs
/// to its end once: change the database, add to its outbox, and leave saving to the caller. Effects elsewhere must bear repetition. Work of
/// minutes is recorded here and done by a worker.
/// </summary>
public interface IMessageHandler<in TMessage>
    where TMessage : Message
{
    Task HandleAsync(TMessage message, CancellationToken cancel);
}
