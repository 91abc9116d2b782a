using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Storage;

/// <summary>Migrates a database before anything of the service starts; waits a while for a server that starts too.</summary>
internal sealed class DatabaseStart<TDb>(
    IServiceScopeFactory scopes, Schema[] schemas, IOptions<StorageOptions> options, TimeProvider clock, ILogger<DatabaseStart<TDb>> logger)
    : IHostedLifecycleService
    where TDb : DbContext
{
    private const int Attempts = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Database == DatabaseKind.Sqlite)
        {
            Directory.CreateDirectory(options.Value.Folder);
        }

        for (int attempt = 1; !await TryMigrateAsync(attempt == Attempts, cancellationToken); attempt++)
        {
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> TryMigrateAsync(bool last, CancellationToken cancel)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            foreach (Schema schema in schemas)
            {
                await Migrator.MigrateAsync(scope.ServiceProvider.GetRequiredService<TDb>(), schema, clock, cancel);
            }

            return true;
        }
        catch (Exception e) when (!last && Transient.Is(e))
        {
            logger.LogInformation("The database of {Database} is not there yet.", typeof(TDb).Name);
            return false;
        }
    }
}
