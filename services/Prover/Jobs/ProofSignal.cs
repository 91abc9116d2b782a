namespace Zkml.Prover.Jobs;

/// <summary>Wakes the workers of this process when a job was recorded here; they look again after a while all the same.</summary>
internal sealed class ProofSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, int.MaxValue);

    public void Set() => _semaphore.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _semaphore.WaitAsync(atMost, cancel);

    public void Dispose() => _semaphore.Dispose();
}
