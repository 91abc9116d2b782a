namespace Zkml.Integration.Support;

/// <summary>
/// A server that the test run starts, kills, starts again on the same data, and removes: in a container where a Docker engine answers, else as a child process
/// of a program that is installed.
/// </summary>
public abstract class TestServer : IAsyncDisposable
{
    private protected TestServer(IServerHost host) => Host = host;

    /// <summary>Data, configuration and logs; removed at the end.</summary>
    public string Folder => Host.Folder;

    public Task StartAsync() => Host.StartAsync();

    /// <summary>As the power cut would: no chance to write anything.</summary>
    public Task KillAsync() => Host.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await Host.KillAsync();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    private protected IServerHost Host { get; }
}
