namespace Zkml.Integration.Support;

/// <summary>One broker, one database and one object store for all tests of an assembly, each started by the first test that asks. An assembly fixture.</summary>
public sealed class RunningServers : IAsyncLifetime
{
    private readonly SemaphoreSlim _once = new(1);
    private RabbitMqServer? _broker;
    private PostgresServer? _database;
    private S3Server? _objects;

    /// <summary>Skips the running test where there is none.</summary>
    public async Task<RabbitMqServer> BrokerAsync()
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? "");
        return await OnceAsync(() => _broker, server => _broker = server, () => new RabbitMqServer(), server => server.StartAsync());
    }

    /// <summary>Skips the running test where there is none.</summary>
    public async Task<PostgresServer> DatabaseAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return await OnceAsync(() => _database, server => _database = server, () => new PostgresServer(), server => server.StartAsync());
    }

    /// <summary>Skips the running test where there is none.</summary>
    public async Task<S3Server> ObjectsAsync()
    {
        Assert.SkipWhen(S3Server.Missing is not null, S3Server.Missing ?? "");
        return await OnceAsync(() => _objects, server => _objects = server, () => new S3Server(), server => server.StartAsync());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable? server in new IAsyncDisposable?[] { _broker, _database, _objects })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task<T> OnceAsync<T>(Func<T?> get, Action<T> set, Func<T> create, Func<T, Task> start)
        where T : class, IAsyncDisposable
    {
        await _once.WaitAsync();
        try
        {
            if (get() is { } running)
            {
                return running;
            }

            T server = create();
            try
            {
                await start(server);
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }

            set(server);
            return server;
        }
        finally
        {
            _once.Release();
        }
    }
}
