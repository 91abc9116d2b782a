using System.Diagnostics;

namespace Zkml.Integration.Support;

/// <summary>The RabbitMQ that is installed: node name, ports, cookie and data in one folder, on the loopback only. Starts in about 10 s on two busy cores.</summary>
internal sealed class RabbitMqProgram(string name, int port, string configuration) : ServerProgram(name)
{
    private readonly int _distribution = FreePort.Next(), _epmdPort = FreePort.Next();
    private Process? _epmd;

    public override Task<string> ToolAsync(string tool, string[] arguments) =>
        RunAsync(WithEnvironment(Quiet(Path.Combine(Path.GetDirectoryName(Programs.RabbitMq!)!, tool), arguments)));

    protected override async Task<ProcessStartInfo> CommandAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, RabbitMqServer.ConfigurationName), $"{configuration}\nlisteners.tcp.1 = 127.0.0.1:{port}\n");
        await File.WriteAllTextAsync(Path.Combine(Folder, "enabled_plugins"), "[].\n");
        _epmd ??= Process.Start(WithEnvironment(Quiet(Programs.Epmd!, "-port", $"{_epmdPort}", "-address", "127.0.0.1")));
        return WithEnvironment(Quiet(Programs.RabbitMq!));
    }

    protected override async Task<bool> IsReadyAsync() => Output.Contains("completed with", StringComparison.Ordinal) && await FreePort.AnswersAsync(port);

    protected override void AfterKill()
    {
        // Else the next node finds its own name taken.
        _epmd?.Kill();
        _epmd?.WaitForExit();
        _epmd?.Dispose();
        _epmd = null;
    }

    private ProcessStartInfo WithEnvironment(ProcessStartInfo start)
    {
        start.Environment["HOME"] = Folder;
        start.Environment["RABBITMQ_NODENAME"] = $"zkml{port}@localhost";
        start.Environment["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, RabbitMqServer.ConfigurationName);
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "none");
        start.Environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins");
        start.Environment["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, RabbitMqServer.DataName);
        start.Environment["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, RabbitMqServer.LogName);
        start.Environment["RABBITMQ_DIST_PORT"] = $"{_distribution}";
        start.Environment["ERL_EPMD_PORT"] = $"{_epmdPort}";
        start.Environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        start.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none";
        return start;
    }
}
