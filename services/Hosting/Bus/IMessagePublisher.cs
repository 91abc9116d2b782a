using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>The way out of the outbox. Services call <see cref="Storage.ServiceDb.Publish"/> instead.</summary>
internal interface IMessagePublisher
{
    /// <summary>False when messages under way are lost with the process.</summary>
    bool KeepsMessages { get; }

    Task WaitUntilReadyAsync(CancellationToken cancel);

    /// <summary>Returns when the broker has the message.</summary>
    Task PublishAsync(Message message, CancellationToken cancel);
}
