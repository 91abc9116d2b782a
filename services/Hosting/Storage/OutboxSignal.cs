using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Zkml.Hosting.Storage;

/// <summary>Wakes the dispatcher of this process when something was saved; other processes find it at their next look.</summary>
internal sealed class OutboxSignal<TDb> : SaveChangesInterceptor, IDbTransactionInterceptor, IDisposable
    where TDb : DbContext
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _semaphore.WaitAsync(atMost, cancel);

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Set();
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set();
        return Task.CompletedTask;
    }

    public void Dispose() => _semaphore.Dispose();

    private void Set()
    {
        // Two threads may both see a zero; the second is then told that the semaphore is full, which is what it wanted.
        if (_semaphore.CurrentCount == 0)
        {
            try
            {
                _semaphore.Release();
            }
            catch (SemaphoreFullException)
            {
            }
        }
    }
}
