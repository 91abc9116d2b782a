using System.Collections.Concurrent;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Enrollment.Tests.Support;

/// <summary>Keeps what Enrollment says to the other services.</summary>
internal sealed class FakeProver(FakeProver.Inbox inbox)
    : IMessageHandler<ProofRequested>, IMessageHandler<CaptureAccepted>, IMessageHandler<RegistryEpochPublished>
{
    public Task HandleAsync(ProofRequested message, CancellationToken cancel) => inbox.Keep(message);

    public Task HandleAsync(CaptureAccepted message, CancellationToken cancel) => inbox.Keep(message);

    public Task HandleAsync(RegistryEpochPublished message, CancellationToken cancel) => inbox.Keep(message);

    internal sealed class Inbox
    {
        private readonly ConcurrentQueue<Message> _messages = [];

        public Task Keep(Message message)
        {
            _messages.Enqueue(message);
            return Task.CompletedTask;
        }

        public IReadOnlyList<T> All<T>()
            where T : Message => [.. _messages.OfType<T>()];

        /// <summary>The message about a capture, as soon as it is here.</summary>
        public async Task<T> WaitAsync<T>(Guid capture)
            where T : CaptureMessage
        {
            await Eventually.HoldsAsync(() => Task.FromResult(All<T>().Any(message => message.CaptureId == capture)));
            return All<T>().Single(message => message.CaptureId == capture);
        }
    }
}
