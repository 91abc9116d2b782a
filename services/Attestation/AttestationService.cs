using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Roots;
using Zkml.Attestation.Status;
using Zkml.Attestation.Uniqueness;
using Zkml.Contracts;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;
using Zkml.Statements;

namespace Zkml.Attestation;

/// <summary>
/// The service that attests. Messages say which captures were accepted and which proofs there are; a worker verifies, compares, issues. It is asked over
/// HTTP for attestations, for what an issuer publishes, and for verification.
/// </summary>
public static class AttestationService
{
    public const string Name = "Attestation";

    public static IHostApplicationBuilder AddAttestation(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddServiceDb<AttestationDb>(Name, AttestationDb.Schema);
        builder.AddDatabase<MatcherDb.First>("Matcher0", MatcherDb.Schema);
        builder.AddDatabase<MatcherDb.Second>("Matcher1", MatcherDb.Schema);
        builder.AddDatabase<MatcherDb.Third>("Matcher2", MatcherDb.Schema);
        builder.AddVault();
        builder.AddObjectStore();
        IServiceCollection services = builder.Services;
        services.AddOptions<AttestationOptions>().BindConfiguration(AttestationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AttestationOptions>, AttestationOptionsValidator>();
        services.AddSingleton<IProductionRule, AttestationProductionRule>();
        services.TryAddSingleton(provider => StatementsFor(provider.GetRequiredService<IOptions<AttestationOptions>>().Value));
        services.AddSingleton<AttestationMetrics>().AddSingleton<CaseSignal>().AddSingleton<CaseQueue>();
        services.AddSingleton<ServiceKey>().AddSingleton<IssuerKeys>().AddSingleton<PublishedRoots>();
        services.AddSingleton<StatusIndexes>().AddSingleton<StatusTokens>();
        services.AddSingleton<StoredProofs>().AddSingleton<IssuerPolicy>().AddSingleton<Candidates>();
        services.AddSingleton<Matchers>().AddSingleton<AttestationAttempts>().AddSingleton<Settlement>();
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
        return app;
    }

    /// <summary>What this issuer attests to: proofs without shares only where nothing is compared.</summary>
    private static KnownStatements StatementsFor(AttestationOptions options) => new(
        KnownStatements.OfDepth(options.RegistryDepth).Verifiers.Select(verifier => verifier.Parameters)
            .Where(parameters => parameters.Shared || options.Uniqueness == UniquenessRule.Off));
}
