using Microsoft.Extensions.Logging;

namespace Zkml.Hosting.Work;

/// <summary>A lease that is renewed as long as an attempt runs.</summary>
public static class HeldLease
{
    private const int RenewalsPerLease = 3;

    /// <param name="lease">How long it lasts without a renewal.</param>
    /// <param name="renew">False when another worker has the work.</param>
    /// <param name="attempt">Is cancelled when the lease is lost.</param>
    /// <param name="clock">Of the leases.</param>
    /// <param name="logger">Of the worker.</param>
    public static async Task WhileAsync(
        TimeSpan lease, Func<CancellationToken, Task<bool>> renew, Func<CancellationToken, Task> attempt, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(renew);
        ArgumentNullException.ThrowIfNull(attempt);
        using var held = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        Task renewal = RenewAsync(lease / RenewalsPerLease, renew, held, clock, logger, done.Token);
        try
        {
            await attempt(held.Token);
        }
        finally
        {
            await done.CancelAsync();
            await renewal;
        }
    }

    /// <summary>Ends when the attempt does. An outage of the database does not end the attempt: it may be over in time.</summary>
    private static async Task RenewAsync(
        TimeSpan pause, Func<CancellationToken, Task<bool>> renew, CancellationTokenSource held, TimeProvider clock, ILogger logger, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, clock, done);
                if (!await renew(done))
                {
                    await held.CancelAsync();
                    return;
                }
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning("A lease could not be renewed: {Fault}", e.GetType().Name);
            }
        }
    }
}
