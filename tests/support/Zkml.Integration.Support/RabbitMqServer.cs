using System.Diagnostics;

namespace Zkml.Integration.Support;

/// <summary>A RabbitMQ of its own: node name, ports, cookie and data in one folder, loopback only. Starts in about 10 s on two busy cores.</summary>
/// <param name="more">Lines of configuration beside those of every test.</param>
public sealed class RabbitMqServer(string more = "") : ServerProcess("rabbit")
{
    private readonly int _port = FreePort.Next(), _distribution = FreePort.Next(), _epmdPort = FreePort.Next();
    private Process? _epmd;

    /// <summary>Null when the server can be started here, else why not.</summary>
    public static string? Missing => Programs.RabbitMq is null || Programs.Epmd is null
        ? "RabbitMQ is not installed (Debian: apt-get install rabbitmq-server)." : null;

    public Uri Address => new($"amqp://127.0.0.1:{_port}");

    public static string User => "guest";

    public static string Password => "guest";

    /// <summary>What the broker has written to disk.</summary>
    public string DataFolder => Path.Combine(Folder, "data");

    public string LogFolder => Path.Combine(Folder, "log");

    protected override ProcessStartInfo Command()
    {
        WriteConfiguration();
        _epmd ??= Process.Start(WithEnvironment(Quiet(Programs.Epmd!, "-port", $"{_epmdPort}", "-address", "127.0.0.1")));
        return WithEnvironment(Quiet(Programs.RabbitMq!));
    }

    protected override async Task<bool> IsReadyAsync() =>
        Output.Contains("completed with", StringComparison.Ordinal) && await FreePort.AnswersAsync(_port);

    protected override void AfterKill()
    {
        // Else the next node finds its own name taken.
        _epmd?.Kill();
        _epmd?.WaitForExit();
        _epmd?.Dispose();
        _epmd = null;
    }

    private void WriteConfiguration()
    {
        File.WriteAllText(
            Path.Combine(Folder, "rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            disk_free_limit.absolute = 50MB
            vm_memory_high_watermark.absolute = 512MB
            log.console = true
            log.console.level = info
            log.file.level = info
            {more}
            """);
        File.WriteAllText(Path.Combine(Folder, "enabled_plugins"), "[].\n");
    }

    private ProcessStartInfo WithEnvironment(ProcessStartInfo start)
    {
        start.Environment["HOME"] = Folder;
        start.Environment["RABBITMQ_NODENAME"] = $"zkml{_port}@localhost";
        start.Environment["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf");
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "none");
        start.Environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins");
        start.Environment["RABBITMQ_MNESIA_BASE"] = DataFolder;
        start.Environment["RABBITMQ_LOG_BASE"] = LogFolder;
        start.Environment["RABBITMQ_DIST_PORT"] = $"{_distribution}";
        start.Environment["ERL_EPMD_PORT"] = $"{_epmdPort}";
        start.Environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        start.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none";
        return start;
    }
}
