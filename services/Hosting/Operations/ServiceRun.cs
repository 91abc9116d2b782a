using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zkml.Hosting.Bus;

namespace Zkml.Hosting.Operations;

/// <summary>From start to stop, with an exit code that a supervisor can act on.</summary>
public static class ServiceRun
{
    public const int Stopped = 0, Failed = 1, NotStarted = 2;

    /// <summary>A service as a process of its own, until it is asked to end. What stands in the way of its start is one sentence on standard error.</summary>
    /// <param name="args">Of the process; with them it may be asked to probe another one (<see cref="HealthProbe"/>).</param>
    /// <param name="service">Its name in telemetry.</param>
    /// <param name="add">Its parts.</param>
    /// <param name="map">Its endpoints.</param>
    /// <returns><see cref="Stopped"/>, <see cref="Failed"/>, <see cref="NotStarted"/>, or the answer of the probe.</returns>
    public static async Task<int> RunAsync(string[] args, string service, Action<WebApplicationBuilder> add, Action<WebApplication>? map = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(add);
        if (await HealthProbe.RunAsync(args) is { } code)
        {
            return code;
        }

        WebApplication app;
        try
        {
            app = Build(args, service, add, map);
            await app.StartAsync();
        }
        catch (Exception fault) when (StartFault.Sentence(fault) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"{service} cannot start: {sentence}");
            return NotStarted;
        }

        return await app.WaitForEndAsync();
    }

    /// <summary>Until a host that was started is asked to end, or a part of it fails: then all of it stops.</summary>
    /// <returns><see cref="Stopped"/> or <see cref="Failed"/>, which the host has written to its log.</returns>
    public static async Task<int> WaitForEndAsync(this IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        BackgroundService[] parts = [.. host.Services.GetServices<IHostedService>().OfType<BackgroundService>()];
        await host.WaitForShutdownAsync();
        return parts.Any(part => part.ExecuteTask is { IsFaulted: true }) ? Failed : Stopped;
    }

    private static WebApplication Build(string[] args, string service, Action<WebApplicationBuilder> add, Action<WebApplication>? map)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults(service);
        add(builder);
        builder.AddBus();
        WebApplication app = builder.Build();
        app.UseServiceDefaults();
        map?.Invoke(app);
        return app;
    }
}
