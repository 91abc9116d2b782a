namespace Zkml.Attestation.Cases;

/// <summary>Wakes the worker of this process when a case became ready here; it looks again after a while all the same.</summary>
internal sealed class CaseSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, int.MaxValue);

    public void Set() => _semaphore.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _semaphore.WaitAsync(atMost, cancel);

    public void Dispose() => _semaphore.Dispose();
}
