using DotNet.Testcontainers.Builders;

namespace Zkml.Integration.Support;

/// <summary>A PostgreSQL of its own in one folder, loopback only.</summary>
public sealed class PostgresServer : TestServer
{
    internal const string Account = "postgres", DataName = "data";

    private const string ContainerHome = "/var/lib/postgresql/zkml", Image = "postgres:17.6-bookworm";

    // A killed process loses nothing without fsync; only a power cut of the machine would.
    private static readonly string[] Settings = ["-c", "fsync=off", "-c", "max_connections=200"];

    public PostgresServer()
        : this(FreePort.Next())
    {
    }

    private PostgresServer(int port)
        : base(Containers.Available ? Container(port) : new PostgresProgram("postgres", port, Settings)) => Port = port;

    public int Port { get; }

    /// <summary>Null when the server can be started here, else why not.</summary>
    public static string? Missing { get; } =
        Containers.Available || Programs.Postgres is not null ? null : "There is neither a Docker engine nor PostgreSQL (Debian: apt-get install postgresql).";

    public string DataFolder => Path.Combine(Folder, DataName);

    /// <summary>Of a database that is created by its first use.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await AsAdministratorAsync("createdb", name);
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username={Account};Database={database};Timeout=5;Command Timeout=30";

    /// <summary>As its administrator.</summary>
    public async Task RunScriptAsync(string file)
    {
        File.Copy(file, Path.Combine(Folder, "script.sql"), overwrite: true);
        await AsAdministratorAsync("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", $"{Host.Home}/script.sql");
    }

    /// <summary>From now on, of every account but the administrator's beside the server.</summary>
    public async Task RequirePasswordsAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(DataFolder, "pg_hba.conf"), $"host all {Account} 127.0.0.1/32 trust\nhost all all all scram-sha-256\n");
        await AsAdministratorAsync("psql", "-q", "-c", "SELECT pg_reload_conf()");
    }

    /// <summary>All data as text: what a thief of a backup would read.</summary>
    public Task<string> DumpAsync(string database) => AsAdministratorAsync("pg_dump", database);

    private static ServerContainer Container(int port) => new(Image, "postgres", ContainerHome, port, inside: 5432)
    {
        Environment = new() { ["PGDATA"] = $"{ContainerHome}/{DataName}", ["POSTGRES_HOST_AUTH_METHOD"] = "trust", ["POSTGRES_INITDB_ARGS"] = "--locale=C -E UTF8 --no-sync" },
        Command = ["postgres", .. Settings],
        // While it is being initialised the server listens on its socket only.
        Wait = Wait.ForUnixContainer().UntilCommandIsCompleted("pg_isready", "-h", "127.0.0.1", "-U", Account),
    };

    private Task<string> AsAdministratorAsync(string tool, params string[] arguments) => Host.ToolAsync(tool, ["-h", "127.0.0.1", "-U", Account, .. arguments]);
}
