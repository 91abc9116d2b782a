using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zkml.Contracts;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;
using Zkml.Prover.Jobs;

namespace Zkml.Prover.Tests;

/// <summary>A prover process on files in a folder, with a listener in Enrollment's place.</summary>
internal sealed class ProverHost : IAsyncDisposable
{
    public const int RegistryDepth = 5;

    private readonly IHost _host;

    private ProverHost(IHost host) => _host = host;

    public ICaptureVault Vault => _host.Services.GetRequiredService<ICaptureVault>();

    public IObjectStore Objects => _host.Services.GetRequiredService<IObjectStore>();

    public Heard Heard => _host.Services.GetRequiredService<Heard>();

    public JobQueue Queue => _host.Services.GetRequiredService<JobQueue>();

    public static async Task<ProverHost> StartAsync(string folder, Dictionary<string, string?>? more = null, bool works = true)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Zkml:Profile"] = "Demo",
            ["Storage:Folder"] = folder,
            ["Objects:Folder"] = Path.Combine(folder, "objects"),
            ["Storage:OutboxPoll"] = "00:00:00.050",
            ["Bus:RetryPause"] = "00:00:00.010",
            ["Prover:RegistryDepth"] = RegistryDepth.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Prover:Poll"] = "00:00:00.100",
        });
        builder.Configuration.AddInMemoryCollection(more ?? []);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<Heard>();
        builder.AddProver();
        if (!works)
        {
            builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(Proving.ProofWorkers)));
        }

        builder.AddServiceDb<ListenerDb>("Listener", ListenerDb.Schema);
        builder.Services.AddMessageHandler<ListenerDb, ProofStarted, Listener>(Service.Enrollment);
        builder.Services.AddMessageHandler<ListenerDb, ProofProgressed, Listener>(Service.Enrollment);
        builder.Services.AddMessageHandler<ListenerDb, ProofCompleted, Listener>(Service.Enrollment);
        builder.Services.AddMessageHandler<ListenerDb, ProofRejected, Listener>(Service.Enrollment);
        builder.AddBus();
        var host = new ProverHost(builder.Build());
        await host._host.StartAsync();
        return host;
    }

    public async Task PublishAsync(params Message[] messages)
    {
        await using AsyncServiceScope scope = _host.Services.CreateAsyncScope();
        ListenerDb db = scope.ServiceProvider.GetRequiredService<ListenerDb>();
        foreach (Message message in messages)
        {
            db.Publish(message);
        }

        await db.SaveChangesAsync();
    }

    public async Task<T> UseAsync<T>(Func<ProverDb, Task<T>> use)
    {
        await using AsyncServiceScope scope = _host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<ProverDb>());
    }

    public static async Task Until(Func<Task<bool>> condition, int seconds = 120)
    {
        var watch = Stopwatch.StartNew();
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
