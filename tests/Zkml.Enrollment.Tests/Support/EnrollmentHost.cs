using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zkml.Contracts;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;
using Zkml.Hosting.Vault;

namespace Zkml.Enrollment.Tests.Support;

/// <summary>The service in this process, on a loopback port; a fake prover takes what it asks for.</summary>
internal sealed class EnrollmentHost : IAsyncDisposable
{
    private static readonly (string Key, string Sha256) DeviceKey = ApiKey.Create("devices"), OperatorKey = ApiKey.Create("operators");

    private readonly WebApplication _app;

    private EnrollmentHost(WebApplication app)
    {
        _app = app;
        (Anyone, Device, Operator) = (Client(null), Client(DeviceKey.Key), Client(OperatorKey.Key));
    }

    public HttpClient Anyone { get; }

    public HttpClient Device { get; }

    public HttpClient Operator { get; }

    public IServiceProvider Services => _app.Services;

    public TestClock Clock => (TestClock)Services.GetRequiredService<TimeProvider>();

    public FakeProver.Inbox Prover => Services.GetRequiredService<FakeProver.Inbox>();

    public ICaptureVault Vault => Services.GetRequiredService<ICaptureVault>();

    public string Log => Services.GetRequiredService<CollectedLog>().Text;

    public static async Task<EnrollmentHost> StartAsync(TemporaryFolder folder, params (string Key, string? Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(Settings(folder));
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new TestClock());
        builder.AddServiceDefaults("enrollment");
        builder.Services.AddRouting();
        EnrollmentService.Add(builder);
        builder.Services.AddSingleton<FakeProver.Inbox>();
        builder.Services.AddMessageHandler<EnrollmentDb, ProofRequested, FakeProver>(Service.Prover);
        builder.Services.AddMessageHandler<EnrollmentDb, CaptureAccepted, FakeProver>(Service.Attestation);
        builder.Services.AddMessageHandler<EnrollmentDb, RegistryEpochPublished, FakeProver>(Service.Attestation);
        builder.AddBus();
        CollectedLog log = new();
        builder.Services.AddSingleton(log);
        builder.Logging.ClearProviders().AddProvider(log);
        WebApplication app = builder.Build();
        app.UseServiceDefaults();
        EnrollmentService.Map(app);
        await app.StartAsync();
        return new EnrollmentHost(app);
    }

    public async Task<T> UseAsync<T>(Func<EnrollmentDb, Task<T>> use)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<EnrollmentDb>());
    }

    /// <summary>Messages as if another service had sent them.</summary>
    public Task SendAsync(params Message[] messages) => UseAsync(db =>
    {
        foreach (Message message in messages)
        {
            db.Publish(message);
        }

        return db.SaveChangesAsync();
    });

    public async ValueTask DisposeAsync()
    {
        Anyone.Dispose();
        Device.Dispose();
        Operator.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(TemporaryFolder folder) => new()
    {
        ["Zkml:Profile"] = "Demo",
        ["Storage:Folder"] = folder.Path,
        ["Storage:OutboxPoll"] = "00:00:00.100",
        ["Objects:Folder"] = folder.File("objects"),
        ["Limits:RequestsPerSecond"] = "100000",
        ["Limits:Burst"] = "100000",
        ["Callers:ApiKeys:devices:Role"] = "device",
        ["Callers:ApiKeys:devices:Sha256"] = DeviceKey.Sha256,
        ["Callers:ApiKeys:operators:Role"] = "operator",
        ["Callers:ApiKeys:operators:Sha256"] = OperatorKey.Sha256,
        ["Enrollment:DeviceRoots:0"] = Manufacturer.WriteRoot(folder),
        ["Enrollment:AllowSimulatedDevices"] = "true",
        ["Enrollment:DeviceModels:2.25.272657459392939865231895272666395094123.3.1"] = "7",
        ["Enrollment:RegistryDepth"] = "10",
        ["Enrollment:MinimumFirmware"] = "1.2.0",
        ["Enrollment:EventPoll"] = "00:00:00.020",
        ["Enrollment:SweepInterval"] = "00:10:00",
    };

    private HttpClient Client(string? key)
    {
        HttpClient client = new() { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
