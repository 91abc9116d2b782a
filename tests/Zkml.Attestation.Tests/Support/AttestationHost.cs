using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Contracts;
using Zkml.Credentials;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;

namespace Zkml.Attestation.Tests.Support;

/// <summary>The service in this process, on a loopback port, with SQLite and the transport in memory.</summary>
internal sealed class AttestationHost : RunningService<AttestationDb>
{
    public const string Issuer = "https://issuer.example";

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Bus:RetryPause"] = "00:00:00.010",
        ["Attestation:Issuer"] = Issuer,
        ["Attestation:RegistryDepth"] = "5",
        ["Attestation:MinimumFirmware"] = "1.2.0",
        ["Attestation:QualityFloor"] = "6000",
        ["Attestation:DeviceClasses:7"] = "test-camera",
        ["Attestation:StatusListEntries"] = "1024",
        ["Attestation:Poll"] = "00:00:00.100",
        ["Attestation:SweepInterval"] = "00:00:00.200",
    };

    private readonly TemporaryFolder _folder;

    private AttestationHost(WebApplication app, TemporaryFolder folder)
        : base(app) => _folder = folder;

    public string Folder => _folder.Path;

    public IObjectStore Objects => Services.GetRequiredService<IObjectStore>();

    public static Task<AttestationHost> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(works: true, settings);

    /// <param name="works">False: without its worker, for tests that do the work themselves.</param>
    /// <param name="settings">Beside those of every test.</param>
    public static async Task<AttestationHost> StartAsync(bool works, params (string Key, string? Value)[] settings)
    {
        var folder = new TemporaryFolder();
        WebApplicationBuilder builder = Builder("attestation", folder, Settings, settings);
        builder.Services.AddSingleton(House.Statements);
        builder.AddAttestation();
        if (!works)
        {
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(AttestationWorker)));
            builder.Services.TryAddSingleton<AttestationWorker>();
        }

        builder.AddBus();
        var host = new AttestationHost(await StartAsync(builder, app => app.MapAttestation()), folder);
        await host.SendAsync(Submission.Root(host.Clock));
        await host.UntilAsync(db => db.Epochs.AnyAsync());
        return host;
    }

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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private sealed record OutboxRow(string Name, byte[] Body);
}
