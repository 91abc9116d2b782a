using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Storage;

namespace Zkml.Prover.Tests;

/// <summary>Enrollment's place: notes what the prover says.</summary>
internal sealed class ListenerDb(DbContextOptions<ListenerDb> options) : ServiceDb(options)
{
    public static Schema Schema { get; } = new("listener", [new Migration(1, "CREATE TABLE listener (id {identity})")]);
}

internal sealed class Heard
{
    public ConcurrentQueue<CaptureMessage> Messages { get; } = [];

    public T? Find<T>(Guid captureId)
        where T : CaptureMessage => Messages.OfType<T>().SingleOrDefault(message => message.CaptureId == captureId);
}

internal sealed class Listener(Heard heard)
    : IMessageHandler<ProofStarted>, IMessageHandler<ProofProgressed>, IMessageHandler<ProofCompleted>, IMessageHandler<ProofRejected>
{
    public Task HandleAsync(ProofStarted message, CancellationToken cancel) => Note(message);

    public Task HandleAsync(ProofProgressed message, CancellationToken cancel) => Note(message);

    public Task HandleAsync(ProofCompleted message, CancellationToken cancel) => Note(message);

    public Task HandleAsync(ProofRejected message, CancellationToken cancel) => Note(message);

    private Task Note(CaptureMessage message)
    {
        heard.Messages.Enqueue(message);
        return Task.CompletedTask;
    }
}
