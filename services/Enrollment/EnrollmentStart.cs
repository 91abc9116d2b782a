using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Registry;
using Zkml.Enrollment.Storage;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment;

/// <summary>Finds at start what else the first request would find: a key that cannot be read, a registry that is not what was published.</summary>
internal sealed class EnrollmentStart(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        IServiceProvider services = scope.ServiceProvider;
        RegistryEpoch epoch = await services.GetRequiredService<RegistryStore>().ReadAsync(
            services.GetRequiredService<EnrollmentDb>(), current => current.Current, cancellationToken);

        // Asked for here and not by the constructor, which runs before the rules of production are looked at.
        _ = services.GetRequiredService<RegistrySigner>().Sign(epoch);
        CaptureStatements statements = services.GetRequiredService<CaptureStatements>();
        _ = Task.Run(statements.Prepare, CancellationToken.None);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
