using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;
using Zkml.Hosting.Vault;

namespace Zkml.Attestation.Tests.Support;

/// <summary>The service in this process, on a loopback port, with SQLite and the transport in memory.</summary>
internal sealed class AttestationHost : IAsyncDisposable
{
    public const string Issuer = "https://issuer.example";

    private static readonly (string Key, string Sha256) OperatorKey = ApiKey.Create("operators"), DeviceKey = ApiKey.Create("devices");

    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;

    private AttestationHost(WebApplication app, TemporaryFolder folder)
    {
        (_app, _folder) = (app, folder);
        (Anyone, Operator, Device) = (Client(null), Client(OperatorKey.Key), Client(DeviceKey.Key));
    }

    public HttpClient Anyone { get; }

    public HttpClient Operator { get; }

    public HttpClient Device { get; }

    public IServiceProvider Services => _app.Services;

    public string Folder => _folder.Path;

    public TestClock Clock => (TestClock)Services.GetRequiredService<TimeProvider>();

    public ICaptureVault Vault => Services.GetRequiredService<ICaptureVault>();

    public IObjectStore Objects => Services.GetRequiredService<IObjectStore>();

    public string Log => Services.GetRequiredService<CollectedLog>().Text;

    public static Task<AttestationHost> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(works: true, settings);

    /// <param name="works">False: without its worker, for tests that do the work themselves.</param>
    /// <param name="settings">Beside those of every test.</param>
    public static async Task<AttestationHost> StartAsync(bool works, params (string Key, string? Value)[] settings)
    {
        var folder = new TemporaryFolder();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(Settings(folder));
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new TestClock());
        builder.Services.AddSingleton(House.Statements);
        builder.AddServiceDefaults("attestation");
        builder.Services.AddRouting();
        builder.AddAttestation();
        if (!works)
        {
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(AttestationWorker)));
            builder.Services.TryAddSingleton<AttestationWorker>();
        }

        builder.AddBus();
        CollectedLog log = new();
        builder.Services.AddSingleton(log);
        builder.Logging.ClearProviders().AddProvider(log);
        WebApplication app = builder.Build();
        app.UseServiceDefaults();
        app.MapAttestation();
        await app.StartAsync();
        var host = new AttestationHost(app, folder);
        await host.SendAsync(Submission.Root(host.Clock));
        await host.UntilAsync(db => db.Epochs.AnyAsync());
        return host;
    }

    public async Task<T> UseAsync<T>(Func<AttestationDb, Task<T>> use)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<AttestationDb>());
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

    public async Task UntilAsync(Func<AttestationDb, Task<bool>> condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!await UseAsync(condition))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(90), $"It did not happen in time.\n{Log}");
            await Task.Delay(30);
        }
    }

    /// <summary>Sends both messages, and waits until the case is ended and nothing of it is left that need not be.</summary>
    public async Task<Case> SubmitAsync(Submission submission, bool proofFirst = false)
    {
        await (proofFirst ? SendAsync(submission.Completed, submission.Accepted) : SendAsync(submission.Accepted, submission.Completed));
        return await EndAsync(submission.CaptureId);
    }

    public async Task<Case> EndAsync(Guid captureId)
    {
        await UntilAsync(db => db.Cases.AnyAsync(work => work.CaptureId == captureId && work.Settled));
        return await UseAsync(db => db.Cases.AsNoTracking().SingleAsync(work => work.CaptureId == captureId));
    }

    /// <summary>A capture with its attestation.</summary>
    public async Task<IssuedAttestation> AttestAsync(ProvenCapture capture)
    {
        Case work = await SubmitAsync(await Submission.OfAsync(this, capture));
        Assert.True(work.State == CaseState.Issued, $"{work.Refusal}\n{Log}");
        return await FindAsync(work.CaptureId);
    }

    public Task<IssuedAttestation> FindAsync(Guid captureId) => UseAsync(db => db.Attestations.AsNoTracking().SingleAsync(row => row.CaptureId == captureId));

    /// <summary>What the service announced of a capture, oldest first.</summary>
    public async Task<Message[]> AnnouncedAsync(Guid captureId)
    {
        OutboxRow[] rows = await UseAsync(db => db.Outbox.OrderBy(row => row.Sequence).Select(row => new OutboxRow(row.Name, row.Body)).ToArrayAsync());
        return [.. rows.Select(Read).Where(message => message is AttestationIssued or AttestationRefused or AttestationRevoked && ((CaptureMessage)message).CaptureId == captureId)];

        static Message Read(OutboxRow row) => MessageCatalogue.Find(row.Name)!.TryRead(row.Body, out Message? message, out string? problem) ? message : throw new InvalidDataException(problem);
    }

    /// <summary>A request that a holder signed.</summary>
    public Task<HttpResponseMessage> AskAsync(SoftwareSigner holder, HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add(HolderRequest.Header, HolderRequest.Sign(holder, method.Method, Issuer + path, Clock.GetUtcNow()));
        return Anyone.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Anyone.Dispose();
        Operator.Dispose();
        Device.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static Dictionary<string, string?> Settings(TemporaryFolder folder) => new()
    {
        ["Zkml:Profile"] = "Demo",
        ["Storage:Folder"] = folder.Path,
        ["Storage:OutboxPoll"] = "00:00:00.100",
        ["Objects:Folder"] = folder.File("objects"),
        ["Bus:RetryPause"] = "00:00:00.010",
        ["Limits:RequestsPerSecond"] = "100000",
        ["Limits:Burst"] = "100000",
        ["Callers:ApiKeys:operators:Role"] = "operator",
        ["Callers:ApiKeys:operators:Sha256"] = OperatorKey.Sha256,
        ["Callers:ApiKeys:devices:Role"] = "device",
        ["Callers:ApiKeys:devices:Sha256"] = DeviceKey.Sha256,
        ["Attestation:Issuer"] = Issuer,
        ["Attestation:RegistryDepth"] = "5",
        ["Attestation:MinimumFirmware"] = "1.2.0",
        ["Attestation:QualityFloor"] = "6000",
        ["Attestation:DeviceClasses:7"] = "test-camera",
        ["Attestation:StatusListEntries"] = "1024",
        ["Attestation:Poll"] = "00:00:00.100",
        ["Attestation:SweepInterval"] = "00:00:00.200",
    };

    private HttpClient Client(string? key)
    {
        HttpClient client = new() { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private sealed record OutboxRow(string Name, byte[] Body);
}
