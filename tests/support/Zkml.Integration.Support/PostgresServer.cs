using System.Diagnostics;

namespace Zkml.Integration.Support;

/// <summary>A PostgreSQL of its own in one folder, loopback only. Starts in about 2 s.</summary>
public sealed class PostgresServer() : ServerProcess("postgres")
{
    private const string Account = "postgres";

    public int Port { get; } = FreePort.Next();

    /// <summary>Null when the server can be started here, else why not.</summary>
    public static string? Missing => Programs.Postgres is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)." : null;

    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Of a database that is created by its first use.</summary>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await RunAsync(Quiet(Tool("createdb"), "-h", "127.0.0.1", "-p", $"{Port}", "-U", Account, name));
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username={Account};Database={database};Timeout=5;Command Timeout=30";

    /// <summary>As its administrator.</summary>
    public Task RunScriptAsync(string file) => RunAsync(Quiet(Tool("psql"), "-h", "127.0.0.1", "-p", $"{Port}", "-U", Account, "-q", "-v", "ON_ERROR_STOP=1", "-f", file));

    /// <summary>From now on, of every account but the administrator's.</summary>
    public async Task RequirePasswordsAsync()
    {
        await File.WriteAllTextAsync(
            Path.Combine(DataFolder, "pg_hba.conf"), $"host all {Account} 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        await RunAsync(Quiet(Tool("psql"), "-h", "127.0.0.1", "-p", $"{Port}", "-U", Account, "-q", "-c", "SELECT pg_reload_conf()"));
    }

    /// <summary>All data as text: what a thief of a backup would read.</summary>
    public async Task<string> DumpAsync(string database) =>
        await RunAsync(Quiet(Tool("pg_dump"), "-h", "127.0.0.1", "-p", $"{Port}", "-U", Account, database));

    protected override ProcessStartInfo Command()
    {
        if (!Directory.Exists(DataFolder))
        {
            if (IsRoot)
            {
                RunAsync(Quiet("chown", Account, Folder)).GetAwaiter().GetResult();
            }

            RunAsync(AsAccount(Tool("initdb"), "-D", DataFolder, "-U", Account, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")).GetAwaiter().GetResult();
        }

        // A killed process loses nothing without fsync; only a power cut of the machine would.
        return AsAccount(
            Programs.Postgres!, "-D", DataFolder, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={Folder}",
            "-c", "fsync=off", "-c", "max_connections=200");
    }

    protected override async Task<bool> IsReadyAsync() =>
        Output.Contains("ready to accept connections", StringComparison.Ordinal) && await FreePort.AnswersAsync(Port);

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    private static string Tool(string name) => Path.Combine(Path.GetDirectoryName(Programs.Postgres!)!, name);

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static ProcessStartInfo AsAccount(string file, params string[] arguments) => IsRoot
        ? Quiet("setpriv", ["--reuid", Account, "--regid", Account, "--clear-groups", file, .. arguments])
        : Quiet(file, arguments);

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{start.FileName}: {await error}{await output}");
    }
}
