using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Zkml.Contracts;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Bus;

namespace Zkml.Enrollment.Tests.Support;

/// <summary>The service in this process, on a loopback port; a fake prover takes what it asks for.</summary>
internal sealed class EnrollmentHost : RunningService<EnrollmentDb>
{
    private EnrollmentHost(WebApplication app)
        : base(app)
    {
    }

    public FakeProver.Inbox Prover => Services.GetRequiredService<FakeProver.Inbox>();

    public static async Task<EnrollmentHost> StartAsync(TemporaryFolder folder, params (string Key, string? Value)[] settings)
    {
        WebApplicationBuilder builder = Builder("enrollment", folder, Settings(folder), settings);
        EnrollmentService.Add(builder);
        builder.Services.AddSingleton<FakeProver.Inbox>();
        builder.Services.AddMessageHandler<EnrollmentDb, ProofRequested, FakeProver>(Service.Prover);
        builder.Services.AddMessageHandler<EnrollmentDb, CaptureAccepted, FakeProver>(Service.Attestation);
        builder.Services.AddMessageHandler<EnrollmentDb, RegistryEpochPublished, FakeProver>(Service.Attestation);
        builder.AddBus();
        return new EnrollmentHost(await StartAsync(builder, app => EnrollmentService.Map(app)));
    }

    private static Dictionary<string, string?> Settings(TemporaryFolder folder) => new()
    {
        ["Enrollment:DeviceRoots:0"] = Manufacturer.WriteRoot(folder),
        ["Enrollment:AllowSimulatedDevices"] = "true",
        ["Enrollment:DeviceModels:2.25.272657459392939865231895272666395094123.3.1"] = "7",
        ["Enrollment:RegistryDepth"] = "10",
        ["Enrollment:MinimumFirmware"] = "1.2.0",
        ["Enrollment:EventPoll"] = "00:00:00.020",
        ["Enrollment:SweepInterval"] = "00:10:00",
    };
}
