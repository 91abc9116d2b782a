using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zkml.Contracts;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Tests;

/// <summary>A process of a small service: database, outbox, bus and one handler.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public TestHandler.Script Script => Services.GetRequiredService<TestHandler.Script>();

    public CollectedLog Log => Services.GetRequiredService<CollectedLog>();

    public IMessagePublisher Publisher => Services.GetRequiredService<IMessagePublisher>();

    public static async Task<TestHost> StartAsync(IEnumerable<KeyValuePair<string, string?>> configuration, bool handles = true, Service receiver = Service.Enrollment)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration);
        CollectedLog log = new(LogLevel.Debug);
        builder.Services.AddSingleton(log).AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
        builder.Services.AddSingleton<TestHandler.Script>();
        builder.AddServiceDb<TestDb>("Test", TestDb.Schema);
        if (handles)
        {
            if (receiver == Service.Enrollment)
            {
                builder.Services.AddMessageHandler<TestDb, ProofRejected, TestHandler>(receiver);
            }
            else
            {
                builder.Services.AddMessageHandler<TestDb, ProofCompleted, CompletedHandler>(receiver);
            }
        }

        builder.AddBus();
        TestHost host = new(builder.Build());
        await host._host.StartAsync();
        await host.Publisher.WaitUntilReadyAsync(default);
        return host;
    }

    public async Task SaveAsync(params Message[] messages) => await UseAsync(async db =>
    {
        foreach (Message message in messages)
        {
            db.Publish(message);
        }

        return await db.SaveChangesAsync();
    });

    public Task<int> NotesAsync() => UseAsync(db => db.Notes.CountAsync());

    public Task<int> WaitingAsync() => UseAsync(db => db.Outbox.CountAsync(message => message.PublishedAt == null));

    public async Task<T> UseAsync<T>(Func<TestDb, Task<T>> use)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TestDb>());
    }

    public static async Task Until(Func<Task<bool>> condition, int seconds = 30)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), "It did not happen in time.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
