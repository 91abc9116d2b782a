using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Http;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Roots;
using Zkml.Attestation.Status;
using Zkml.Attestation.Uniqueness;
using Zkml.Attestation.Verifying;
using Zkml.Contracts;
using Zkml.FaceModels;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;
using Zkml.Hosting.Web;
using Zkml.Statements;

namespace Zkml.Attestation;

/// <summary>
/// The service that attests. Messages say which captures were accepted and which proofs there are; a worker verifies, compares, issues. It is asked over
/// HTTP for attestations, for what an issuer publishes, and for verification.
/// </summary>
public static class AttestationService
{
    public const string Name = "Attestation";

    private const string Document = "attestation";

    /// <summary>So many times as many as are verified at a time may wait.</summary>
    private const int Waiting = 10;

    public static IHostApplicationBuilder AddAttestation(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddServiceDb<AttestationDb>(Name, AttestationDb.Schema);
        builder.AddDatabase<MatcherDb.First>("Matcher0", MatcherDb.Schema);
        builder.AddDatabase<MatcherDb.Second>("Matcher1", MatcherDb.Schema);
        builder.AddDatabase<MatcherDb.Third>("Matcher2", MatcherDb.Schema);
        builder.AddVault();
        builder.AddObjectStore();
        builder.AddFaceModels();
        IServiceCollection services = builder.Services;
        services.AddOptions<AttestationOptions>().BindConfiguration(AttestationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AttestationOptions>, AttestationOptionsValidator>();
        services.AddSingleton<IProductionRule, AttestationProductionRule>();
        services.TryAddSingleton(provider => StatementsFor(
            provider.GetRequiredService<IOptions<AttestationOptions>>().Value, provider.GetRequiredService<ServedModels>()));
        services.AddSingleton<AttestationMetrics>().AddSingleton<CaseSignal>().AddSingleton<CaseQueue>();
        services.AddSingleton<ServiceKey>().AddSingleton<IssuerKeys>().AddSingleton<PublishedRoots>();
        services.AddSingleton<StatusIndexes>().AddSingleton<StatusTokens>();
        services.AddSingleton<StoredProofs>().AddSingleton<IssuerPolicy>().AddSingleton<Candidates>();
        services.AddSingleton<Matchers>().AddSingleton<AttestationAttempts>().AddSingleton<Settlement>();
        services.AddSingleton<ModelFiles>().AddSingleton<Callers>().AddSingleton<Verification>().AddScoped<AttestationBook>();
        services.AddOpenApi(Document, api => api.ShouldInclude = endpoint => endpoint.GroupName == Document);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<AttestationOptions>>((limiter, options) => Limit(limiter, options.Value));
        services.AddMessageHandler<AttestationDb, CaptureAccepted, CaptureAcceptedHandler>(Service.Attestation);
        services.AddMessageHandler<AttestationDb, ProofCompleted, ProofCompletedHandler>(Service.Attestation);
        services.AddMessageHandler<AttestationDb, RegistryEpochPublished, RegistryEpochHandler>(Service.Attestation);
        services.AddHostedService<Upkeep>();
        services.AddHostedService<AttestationWorker>();
        return builder;
    }

    public static IEndpointRouteBuilder MapAttestation(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        RouteGroupBuilder api = app.MapGroup("").WithGroupName(Document);
        api.AddEndpointFilter<OutageFilter>();
        api.MapAttestations();
        api.MapIssuer();
        api.MapVerify();

        // With a constraint, so that other services of the process have their documents beside it.
        app.MapOpenApi($"/openapi/{{documentName:regex(^{Document}$)}}.json");
        return app;
    }

    private static void Limit(RateLimiterOptions limiter, AttestationOptions options)
    {
        int atOnce = options.VerificationsAtOnce > 0 ? options.VerificationsAtOnce : Environment.ProcessorCount;
        limiter.AddConcurrencyLimiter(VerifyEndpoint.Limiter, verification => (verification.PermitLimit, verification.QueueLimit) = (atOnce, Waiting * atOnce));
    }

    /// <summary>What this issuer knows: irises without shares only where nothing is compared. Whether it attests to faces, its policy says.</summary>
    private static KnownStatements StatementsFor(AttestationOptions options, ServedModels models) => new(
        KnownStatements.OfDepth(options.RegistryDepth).Verifiers.Select(verifier => verifier.Parameters)
            .Where(parameters => parameters.Shared || options.Uniqueness == UniquenessRule.Off),
        models.Statements(options.RegistryDepth));
}
