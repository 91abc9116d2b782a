using Microsoft.Extensions.Logging;

namespace Zkml.Hosting.Work;

/// <summary>A worker's life: one piece of work after the other, and a wait when there is none. No fault ends it.</summary>
public static class WorkLoop
{
    /// <param name="workOnce">False when there was nothing to do.</param>
    /// <param name="wait">Until there may be something to do, or a while has passed.</param>
    /// <param name="logger">Of the worker.</param>
    /// <param name="stopping">Ends the loop; whether work under way ends with it, is <paramref name="workOnce"/>'s to say.</param>
    public static async Task RunAsync(Func<CancellationToken, Task<bool>> workOnce, Func<CancellationToken, Task> wait, ILogger logger, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(workOnce);
        ArgumentNullException.ThrowIfNull(wait);
        while (!stopping.IsCancellationRequested)
        {
            bool worked = false;
            try
            {
                worked = await workOnce(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The type only: texts may quote what they speak of.
                logger.LogWarning("A worker waits: {Fault}", e.GetType().Name);
            }

            if (!worked)
            {
                await wait(stopping);
            }
        }
    }
}
