using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zkml.Hosting.Operations;

namespace Zkml.Hosting.Tests;

/// <summary>A supervisor sees whether a service was asked to end, or must be started again.</summary>
public sealed class ExitCodes
{
    [Fact]
    public async Task A_part_that_fails_ends_the_service_with_another_code_than_a_stop()
    {
        Assert.Equal(ServiceRun.Failed, await HostOf(new Part(_ => throw new InvalidOperationException("of the test"))).RunToEndAsync());
        Assert.Equal(ServiceRun.Failed, await HostOf(new Part(async stopping =>
        {
            await Task.Yield();
            throw new InvalidOperationException("of the test, later");
        })).RunToEndAsync());
    }

    [Fact]
    public async Task A_stop_is_no_failure_whatever_the_parts_do_with_their_cancellation()
    {
        IHost host = HostOf(new Part(stopping => Task.Delay(Timeout.Infinite, stopping)));
        Task<int> running = host.RunToEndAsync();
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(ServiceRun.Stopped, await running);
    }

    private static IHost HostOf(Part part)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IHostedService>(part);
        return builder.Build();
    }

    private sealed class Part(Func<CancellationToken, Task> execute) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => execute(stoppingToken);
    }
}
