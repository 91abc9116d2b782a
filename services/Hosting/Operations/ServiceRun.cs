using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Zkml.Hosting.Operations;

/// <summary>From start to stop, with an exit code that a supervisor can act on.</summary>
public static class ServiceRun
{
    public const int Stopped = 0, Failed = 1;

    /// <summary>Until it is asked to end, or a part of it fails: then all of it stops.</summary>
    /// <returns><see cref="Stopped"/> or <see cref="Failed"/>.</returns>
    public static async Task<int> RunToEndAsync(this IHost host)
    {
        BackgroundService[] parts = Parts(host);
        await host.RunAsync();
        return Outcome(parts);
    }

    /// <summary>The same for one that was started already, and is disposed by its owner.</summary>
    public static async Task<int> WaitForEndAsync(this IHost host)
    {
        BackgroundService[] parts = Parts(host);
        await host.WaitForShutdownAsync();
        return Outcome(parts);
    }

    private static BackgroundService[] Parts(IHost host) => [.. host.Services.GetServices<IHostedService>().OfType<BackgroundService>()];

    /// <summary>The host has written the fault to its log.</summary>
    private static int Outcome(BackgroundService[] parts) => parts.Any(part => part.ExecuteTask is { IsFaulted: true }) ? Failed : Stopped;
}
