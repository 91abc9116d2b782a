using System.Collections.Concurrent;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Hosting.Tests;

/// <summary>Notes every rejected proof, and announces each with a further message; fails as often as it is told to.</summary>
internal sealed class TestHandler(TestDb db, TestHandler.Script script) : IMessageHandler<ProofRejected>
{
    public Task HandleAsync(ProofRejected message, CancellationToken cancel)
    {
        script.Calls.Add(message.EventId);
        db.Notes.Add(new TestDb.Note { CaptureId = message.CaptureId, Reason = message.Reason, SeenAt = message.OccurredAt });
        db.Publish(Messages.Revoked(message.CaptureId));
        return script.NextFault() is { } fault ? throw fault : Task.CompletedTask;
    }

    internal sealed class Script
    {
        private readonly ConcurrentQueue<Exception> _faults = [];

        public ConcurrentBag<Guid> Calls { get; } = [];

        public void FailWith(Exception fault, int times)
        {
            for (int i = 0; i < times; i++)
            {
                _faults.Enqueue(fault);
            }
        }

        public Exception? NextFault() => _faults.TryDequeue(out Exception? fault) ? fault : null;
    }
}
