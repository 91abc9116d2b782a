using Zkml.Contracts;
using Zkml.FaceModels;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;
using Zkml.Prover.Jobs;
using Zkml.Prover.Proving;

namespace Zkml.Prover;

/// <summary>
/// The service that proves. A message records a job; workers lease jobs, prove, and store the proof with its announcement. Several processes share the jobs
/// through the database; nothing else is shared.
/// </summary>
public static class ProverService
{
    public const string Name = "Prover";

    public static IHostApplicationBuilder AddProver(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddServiceDb<ProverDb>(Name, ProverDb.Schema);
        builder.AddVault();
        builder.AddObjectStore();
        builder.AddFaceModels();
        IServiceCollection services = builder.Services;
        services.AddOptions<ProverOptions>().BindConfiguration(ProverOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ProverMetrics>();
        services.AddSingleton<ProofSignal>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<CaptureDisposal>();
        services.AddSingleton<MemoryBudget>();
        services.AddSingleton<ProofAttempts>();
        services.AddMessageHandler<ProverDb, ProofRequested, ProofRequestedHandler>(Service.Prover);
        services.AddHostedService<ProofWorkers>();
        return builder;
    }
}
