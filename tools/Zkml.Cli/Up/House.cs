extern alias services;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
public static class House
{
    public static WebApplication Build(DataFolder folder, Uri url)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(url);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(Settings(folder)).AddEnvironmentVariables();
        builder.WebHost.UseKestrelCore().UseUrls(url.GetLeftPart(UriPartial.Authority));
        builder.AddServiceDefaults("zkml");
        builder.Services.AddRouting();

        // Standard output is for the result of the command.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(console => console.SingleLine = true);
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
