using System.Diagnostics;

namespace Zkml.Integration.Support;

/// <summary>The PostgreSQL that is installed, on the loopback only. Starts in about 2 s.</summary>
internal sealed class PostgresProgram(string name, int port, string[] settings) : ServerProgram(name)
{
    private string Data => Path.Combine(Folder, PostgresServer.DataName);

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    public override Task<string> ToolAsync(string tool, string[] arguments) => RunAsync(Quiet(Tool(tool), ["-p", $"{port}", .. arguments]));

    protected override async Task<ProcessStartInfo> CommandAsync()
    {
        if (!Directory.Exists(Data))
        {
            if (IsRoot)
            {
                await RunAsync(Quiet("chown", PostgresServer.Account, Folder));
            }

            await RunAsync(AsAccount(Tool("initdb"), "-D", Data, "-U", PostgresServer.Account, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        }

        return AsAccount(
            Programs.Postgres!, ["-D", Data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={Folder}", .. settings]);
    }

    protected override async Task<bool> IsReadyAsync() =>
        Output.Contains("ready to accept connections", StringComparison.Ordinal) && await FreePort.AnswersAsync(port);

    private static string Tool(string name) => Path.Combine(Path.GetDirectoryName(Programs.Postgres!)!, name);

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static ProcessStartInfo AsAccount(string file, params string[] arguments) => IsRoot
        ? Quiet("setpriv", ["--reuid", PostgresServer.Account, "--regid", PostgresServer.Account, "--clear-groups", file, .. arguments])
        : Quiet(file, arguments);
}
