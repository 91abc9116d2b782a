extern alias services;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using services::Zkml.Attestation;
using services::Zkml.Prover;
using Zkml.Captures;
using Zkml.Enrollment;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;

namespace Zkml.Cli.Up;

/// <summary>
/// Enrollment, Prover and Attestation in one web application: each has its own database, they share the bus, vault and objects, as separate processes do;
/// here in memory and in files.
/// </summary>
public sealed class House : IDisposable
{
    private readonly WebApplication _app;
    private volatile bool _running;

    private House(DataFolder folder, Uri url, string? models) => _app = Build(folder, url, models);

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.First();

    /// <param name="folder">Of all that it keeps.</param>
    /// <param name="url">Where to listen.</param>
    /// <param name="models">Folder of models of faces; null for irises alone.</param>
    /// <exception cref="UsageException">It cannot listen there, a setting is wrong, or the folder cannot be written.</exception>
    public static House Start(DataFolder folder, Uri url, string? models)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(url);
        House? house = null;
        try
        {
            house = new House(folder, url, models);
            house._app.Start();
            house._running = true;
            return house;
        }
        catch (Exception e) when (StartFault.Sentence(e) is { } sentence)
        {
            house?.Dispose();
            throw new UsageException($"The services cannot start: {sentence}", e);
        }
    }

    /// <summary>Returns after Ctrl-C or SIGTERM, when requests, messages and the proof under way have ended; false if it ended because a part of it failed.</summary>
    public bool WaitForStop() => _app.WaitForEndAsync().GetAwaiter().GetResult() == ServiceRun.Stopped;

    public void Dispose() => _app.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private WebApplication Build(DataFolder folder, Uri url, string? models)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(Settings(folder)).AddInMemoryCollection(Faces(models)).AddEnvironmentVariables();
        builder.WebHost.UseKestrelCore().UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.AddServiceDefaults("zkml");
        builder.Services.AddRouting();
        AddLog(builder.Logging);
        EnrollmentService.Add(builder);
        builder.AddProver();
        builder.AddAttestation();
        builder.AddBus();
        WebApplication app = builder.Build();
        app.UseServiceDefaults();
        EnrollmentService.Map(app);
        app.MapAttestation();
        return app;
    }

    /// <summary>Standard output is for the result of the command, and a start that fails is one sentence of ours.</summary>
    private void AddLog(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        foreach (string category in new[] { "Microsoft.Hosting.Lifetime", "Microsoft.Extensions.Hosting", "Zkml" })
        {
            logging.AddFilter(category, level => _running && level >= LogLevel.Warning);
        }

        logging.AddSimpleConsole(line => line.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Who names models wants to see faces attested, and nothing compares them.</summary>
    private static Dictionary<string, string?> Faces(string? models) => models is null ? [] : new Dictionary<string, string?>
    {
        ["Models:Directory"] = Path.GetFullPath(models),
        ["Attestation:AttestWithoutUniqueness"] = "true",
    };

    /// <summary>Only what the demo profile does not find out by itself. Variables of the environment come after these.</summary>
    private static Dictionary<string, string?> Settings(DataFolder folder)
    {
        (string Id, string Sha256) administrator = DataFolder.Read(folder.OperatorKeyFile), device = DataFolder.Read(folder.DeviceKeyFile);
        return new Dictionary<string, string?>
        {
            ["Zkml:Profile"] = nameof(Profile.Demo),
            ["Storage:Folder"] = folder.Storage,
            ["Objects:Folder"] = folder.Objects,
            [$"Callers:ApiKeys:{administrator.Id}:Role"] = Roles.Operator,
            [$"Callers:ApiKeys:{administrator.Id}:Sha256"] = administrator.Sha256,
            [$"Callers:ApiKeys:{device.Id}:Role"] = Roles.Device,
            [$"Callers:ApiKeys:{device.Id}:Sha256"] = device.Sha256,
            ["Enrollment:DeviceRoots:0"] = folder.Manufacturer.CertificatePath,
            ["Enrollment:AllowSimulatedDevices"] = "true",

            // A simulator does not look for attacks.
            ["Enrollment:MinimumAttackLevel"] = nameof(AttackLevel.None),
            ["Attestation:ModelFolder"] = folder.Models,
        };
    }
}
