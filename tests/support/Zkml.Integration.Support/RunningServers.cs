using Xunit;

namespace Zkml.Integration.Support;

/// <summary>One broker and one database for all tests of an assembly, started by the first test that asks. An assembly fixture.</summary>
public sealed class RunningServers : IAsyncLifetime
{
    private readonly SemaphoreSlim _once = new(1);
    private RabbitMqServer? _broker;
    private PostgresServer? _database;

    /// <summary>Skips the running test where there is none.</summary>
    public async Task<RabbitMqServer> BrokerAsync()
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? "");
        return await OnceAsync(() => _broker, server => _broker = server, () => new RabbitMqServer());
    }

    /// <summary>Skips the running test where there is none.</summary>
    public async Task<PostgresServer> DatabaseAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return await OnceAsync(() => _database, server => _database = server, () => new PostgresServer());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (TestServer? server in new TestServer?[] { _broker, _database })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task<T> OnceAsync<T>(Func<T?> get, Action<T> set, Func<T> create)
        where T : TestServer
    {
        await _once.WaitAsync();
        try
        {
            if (get() is { } running)
            {
                return running;
            }

            T server = create();
            set(server);
            await server.StartAsync();
            return server;
        }
        finally
        {
            _once.Release();
        }
    }
}
