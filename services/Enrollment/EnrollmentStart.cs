using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Registry;
using Zkml.Enrollment.Storage;

namespace Zkml.Enrollment;

/// <summary>Finds at start what else the first request would find: a key that cannot be read, a registry that is not what was published.</summary>
internal sealed class EnrollmentStart(IServiceScopeFactory scopes, RegistryStore registry, RegistrySigner signer, CaptureStatements statements) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        EnrollmentDb db = scope.ServiceProvider.GetRequiredService<EnrollmentDb>();
        (Zkml.Statements.Registry.RegistryEpoch epoch, int depth) = await registry.ReadAsync(db, current => (current.Current, current.Depth), cancellationToken);
        _ = signer.Sign(epoch, depth);
        statements.Prepare();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
