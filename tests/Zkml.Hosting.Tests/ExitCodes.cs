using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;

namespace Zkml.Hosting.Tests;

/// <summary>A supervisor sees whether a service was asked to end, or must be started again.</summary>
public sealed class ExitCodes
{
    [Fact]
    public async Task A_part_that_fails_ends_the_service_with_another_code_than_a_stop()
    {
        Assert.Equal(ServiceRun.Failed, await RunAsync(new Part(_ => throw new InvalidOperationException("of the test"))));
        Assert.Equal(ServiceRun.Failed, await RunAsync(new Part(async stopping =>
        {
            await Task.Yield();
            throw new InvalidOperationException("of the test, later");
        })));
    }

    [Fact]
    public async Task A_stop_is_no_failure_whatever_the_parts_do_with_their_cancellation()
    {
        using IHost host = HostOf(new Part(stopping => Task.Delay(Timeout.Infinite, stopping)));
        await host.StartAsync();
        Task<int> running = host.WaitForEndAsync();
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(ServiceRun.Stopped, await running);
    }

    [Theory]
    [InlineData("--Limits:LargestBody=large")]
    [InlineData("--Limits:RequestsPerSecond=0")]
    [InlineData("--Zkml:Profile=None")]
    [InlineData("--Urls=http://192.0.2.1:1")]
    public async Task What_stands_in_the_way_of_a_start_has_a_code_of_its_own(string setting) =>
        Assert.Equal(ServiceRun.NotStarted, await ServiceRun.RunAsync(["--Zkml:Profile=Demo", setting], "test", _ => { }));

    [Fact]
    public void What_stands_in_the_way_of_a_start_is_named()
    {
        OptionsValidationException one = new("A", typeof(object), ["A:B must be set.", "A:C must be less."]);
        Assert.Equal("A:B must be set. A:C must be less.", StartFault.Sentence(one));
        Assert.Equal("A:B must be set. A:C must be less. no room", StartFault.Sentence(new AggregateException(one, new IOException("no room"))));
        Assert.Null(StartFault.Sentence(new InvalidOperationException("of ours")));
        Assert.Null(StartFault.Sentence(new AggregateException(one, new InvalidOperationException("of ours"))));
    }

    private static async Task<int> RunAsync(Part part)
    {
        using IHost host = HostOf(part);
        await host.StartAsync();
        return await host.WaitForEndAsync();
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
