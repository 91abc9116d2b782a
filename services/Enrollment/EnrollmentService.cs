using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Zkml.Contracts;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Challenges;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Devices;
using Zkml.Enrollment.Http;
using Zkml.Enrollment.Operators;
using Zkml.Enrollment.Registry;
using Zkml.Enrollment.Storage;
using Zkml.FaceModels;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;
using Zkml.Hosting.Web;

namespace Zkml.Enrollment;

/// <summary>The service, to be hosted in a process of its own or with others. The process has service defaults and the bus, once.</summary>
public static class EnrollmentService
{
    internal const string DeviceOrOperator = "device or operator";

    private const string Document = "enrollment";

    public static IHostApplicationBuilder Add(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddOptions<EnrollmentOptions>().BindConfiguration(EnrollmentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<EnrollmentOptions>, EnrollmentOptionsValidator>();
        services.AddSingleton<IProductionRule, EnrollmentProductionRule>();
        services.AddAuthorizationBuilder().AddPolicy(DeviceOrOperator, policy => policy.RequireRole(Roles.Device, Roles.Operator));
        services.AddOpenApi(Document, api => api.ShouldInclude = endpoint => endpoint.GroupName == Document);
        builder.AddServiceDb<EnrollmentDb>(EnrollmentDb.Name, EnrollmentSchema.Schema);
        builder.AddVault();
        builder.AddFaceModels();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DeviceRoots>().AddSingleton<RegistryStore>().AddSingleton<RegistrySigner>();
        services.AddSingleton<CaptureStatements>().AddSingleton<CaptureStreams>().AddSingleton<EnrollmentMetrics>();
        services.AddScoped<ChallengeBook>().AddScoped<DeviceEnroller>().AddScoped<CaptureIntake>().AddScoped<CaptureLedger>();
        services.AddSingleton<IMemoryPoolFactory<byte>, ZeroingMemoryPools>();
        services.AddHostedService<EnrollmentStart>();
        services.AddSingleton<LeftoverSeals>().AddSingleton<CaptureSweeper>().AddHostedService(provider => provider.GetRequiredService<CaptureSweeper>());
        services.AddMessageHandler<EnrollmentDb, ProofStarted, CaptureOutcomes>(Service.Enrollment);
        services.AddMessageHandler<EnrollmentDb, ProofProgressed, CaptureOutcomes>(Service.Enrollment);
        services.AddMessageHandler<EnrollmentDb, ProofCompleted, CaptureOutcomes>(Service.Enrollment);
        services.AddMessageHandler<EnrollmentDb, ProofRejected, CaptureOutcomes>(Service.Enrollment);
        services.AddMessageHandler<EnrollmentDb, AttestationIssued, CaptureOutcomes>(Service.Enrollment);
        services.AddMessageHandler<EnrollmentDb, AttestationRefused, CaptureOutcomes>(Service.Enrollment);
        services.AddMessageHandler<EnrollmentDb, AttestationRevoked, CaptureOutcomes>(Service.Enrollment);
        return builder;
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        RouteGroupBuilder api = app.MapGroup("").WithGroupName(Document);
        api.AddEndpointFilter<OutageFilter>();
        api.MapChallenges();
        api.MapDevices();
        api.MapRegistry();
        api.MapCaptures();
        api.MapOperatorPage();

        // With a constraint, so that other services of the process have their documents beside it.
        app.MapOpenApi($"/openapi/{{documentName:regex(^{Document}$)}}.json");
    }
}
