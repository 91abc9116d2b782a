using DotNet.Testcontainers.Builders;

namespace Zkml.Integration.Support;

/// <summary>A RabbitMQ of its own in one folder, loopback only.</summary>
public sealed class RabbitMqServer : TestServer
{
    internal const string ConfigurationName = "rabbitmq.conf", DataName = "data", LogName = "log";

    private const string ContainerHome = "/var/lib/rabbitmq", Image = "rabbitmq:4.1";

    /// <param name="more">Lines of configuration beside those of every test.</param>
    public RabbitMqServer(string more = "")
        : this(FreePort.Next(), Configuration(more))
    {
    }

    private RabbitMqServer(int port, string configuration)
        : base(Containers.Available ? Container(port, configuration) : new RabbitMqProgram("rabbit", port, configuration)) => Address = new($"amqp://127.0.0.1:{port}");

    /// <summary>Null when the server can be started here, else why not.</summary>
    public static string? Missing { get; } = Containers.Available || (Programs.RabbitMq is not null && Programs.Epmd is not null)
        ? null : "There is neither a Docker engine nor RabbitMQ (Debian: apt-get install rabbitmq-server).";

    public static string User => "guest";

    public static string Password => "guest";

    public Uri Address { get; }

    /// <summary>What the broker has written to disk.</summary>
    public string DataFolder => Path.Combine(Folder, DataName);

    public string LogFolder => Path.Combine(Folder, LogName);

    private static string Configuration(string more) =>
        $"""
        disk_free_limit.absolute = 50MB
        vm_memory_high_watermark.absolute = 512MB
        log.console = true
        log.console.level = info
        log.file.level = info
        {more}
        """;

    private static ServerContainer Container(int port, string configuration)
    {
        var container = new ServerContainer(Image, "rabbit", ContainerHome, port, inside: 5672)
        {
            Environment = new()
            {
                ["RABBITMQ_CONFIG_FILE"] = $"{ContainerHome}/{ConfigurationName}",
                ["RABBITMQ_MNESIA_BASE"] = $"{ContainerHome}/{DataName}",
                ["RABBITMQ_LOG_BASE"] = $"{ContainerHome}/{LogName}",
            },
            Command = ["rabbitmq-server"],
            // Not by a tool: run as root before the server has made its cookie, it makes one that the server cannot read.
            Wait = Wait.ForUnixContainer().UntilMessageIsLogged("Server startup complete"),
        };

        // Whoever connects comes from outside the container.
        File.WriteAllText(Path.Combine(container.Folder, ConfigurationName), $"{configuration}\nloopback_users = none\n");
        return container;
    }
}
