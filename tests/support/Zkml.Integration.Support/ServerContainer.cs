using System.Globalization;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;

namespace Zkml.Integration.Support;

/// <summary>A server in a container that has the folder in common with the tests, and one port of the loopback.</summary>
/// <param name="image">The official one: its entry point takes an account of its own when it starts as root.</param>
/// <param name="name">A part of the folder's name.</param>
/// <param name="home">Where the container has the folder.</param>
/// <param name="port">On the loopback of this machine.</param>
/// <param name="inside">On which the server listens.</param>
internal sealed class ServerContainer(string image, string name, string home, int port, int inside) : IServerHost
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private IContainer? _container;

    public string Folder { get; } = ServerFolder.Create(name);

    public string Home => home;

    public required Dictionary<string, string> Environment { get; init; }

    public required string[] Command { get; init; }

    /// <summary>Over when the server takes connections.</summary>
    public required IWaitForContainerOS Wait { get; init; }

    public async Task StartAsync()
    {
        _container = new ContainerBuilder(image)
            .WithHostname("zkml").WithBindMount(Folder, home).WithPortBinding(port, inside).WithEnvironment(Environment).WithCommand(Command)
            .WithCreateParameterModifier(OnLoopback)
            .WithWaitStrategy(Wait)
            .Build();
        using CancellationTokenSource limit = new(StartLimit);
        try
        {
            await _container.StartAsync(limit.Token);
        }
        catch
        {
            await KillAsync();
            throw;
        }
    }

    /// <summary>It is removed by force, which kills it; the folder stays.</summary>
    public async Task KillAsync()
    {
        if (_container is { } container)
        {
            _container = null;
            await container.DisposeAsync();
        }
    }

    public async Task<string> ToolAsync(string tool, string[] arguments)
    {
        ExecResult result = await _container!.ExecAsync([tool, .. arguments]);
        return result.ExitCode == 0 ? result.Stdout : throw new InvalidOperationException($"{tool}: {result.Stderr}{result.Stdout}");
    }

    private void OnLoopback(CreateContainerParameters parameters)
    {
        parameters.User = Containers.Account;
        foreach (PortBinding binding in parameters.HostConfig!.PortBindings!.Values.SelectMany(bindings => bindings))
        {
            (binding.HostIP, binding.HostPort) = ("127.0.0.1", port.ToString(CultureInfo.InvariantCulture));
        }
    }
}
