using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zkml.Contracts;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;
using Zkml.Integration.Support;

namespace Zkml.Hosting.Support;

/// <summary>A service in this process, on a loopback port, with SQLite and the transport in memory, and its callers.</summary>
/// <typeparam name="TDb">The service's database.</typeparam>
public abstract class RunningService<TDb> : IAsyncDisposable
    where TDb : ServiceDb
{
    private static readonly (string Key, string Sha256) OperatorKey = ApiKey.Create("operators"), DeviceKey = ApiKey.Create("devices");

    private readonly WebApplication _app;

    /// <param name="app">As <see cref="StartAsync"/> started it.</param>
    protected RunningService(WebApplication app)
    {
        _app = app;
        (Anyone, Operator, Device) = (Client(null), Client(OperatorKey.Key), Client(DeviceKey.Key));
    }

    public HttpClient Anyone { get; }

    public HttpClient Operator { get; }

    public HttpClient Device { get; }

    public IServiceProvider Services => _app.Services;

    public TestClock Clock => (TestClock)Services.GetRequiredService<TimeProvider>();

    public ICaptureVault Vault => Services.GetRequiredService<ICaptureVault>();

    public string Log => Services.GetRequiredService<CollectedLog>().Text;

    public async Task<T> UseAsync<T>(Func<TDb, Task<T>> use)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TDb>());
    }

    /// <summary>Messages as if other services had sent them.</summary>
    public Task SendAsync(params Message[] messages) => UseAsync(db =>
    {
        foreach (Message message in messages)
        {
            db.Publish(message);
        }

        return db.SaveChangesAsync();
    });

    public virtual async ValueTask DisposeAsync()
    {
        Anyone.Dispose();
        Operator.Dispose();
        Device.Dispose();
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <param name="name">Of the service.</param>
    /// <param name="folder">Of all that it keeps.</param>
    /// <param name="settings">Of every test of this service.</param>
    /// <param name="more">Of this test; they win.</param>
    protected static WebApplicationBuilder Builder(
        string name, TemporaryFolder folder, Dictionary<string, string?> settings, IEnumerable<(string Key, string? Value)> more)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(Common(folder)).AddInMemoryCollection(settings)
            .AddInMemoryCollection(more.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new TestClock());
        builder.AddServiceDefaults(name);
        builder.Services.AddRouting();
        return builder;
    }

    protected static async Task<WebApplication> StartAsync(WebApplicationBuilder builder, Action<WebApplication> map)
    {
        CollectedLog log = new();
        builder.Services.AddSingleton(log);
        builder.Logging.ClearProviders().AddProvider(log);
        WebApplication app = builder.Build();
        app.UseServiceDefaults();
        map(app);
        await app.StartAsync();
        return app;
    }

    private static Dictionary<string, string?> Common(TemporaryFolder folder) => new()
    {
        ["Zkml:Profile"] = "Demo",
        ["Storage:Folder"] = folder.Path,
        ["Storage:OutboxPoll"] = "00:00:00.100",
        ["Objects:Folder"] = folder.File("objects"),
        ["Limits:RequestsPerSecond"] = "100000",
        ["Limits:Burst"] = "100000",
        ["Callers:ApiKeys:operators:Role"] = "operator",
        ["Callers:ApiKeys:operators:Sha256"] = OperatorKey.Sha256,
        ["Callers:ApiKeys:devices:Role"] = "device",
        ["Callers:ApiKeys:devices:Sha256"] = DeviceKey.Sha256,
    };

    private HttpClient Client(string? key)
    {
        HttpClient client = new() { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
