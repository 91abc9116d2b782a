using DotNet.Testcontainers.Configurations;

namespace Zkml.Integration.Support;

/// <summary>Whether servers run in containers: they do where a Docker engine answers.</summary>
internal static class Containers
{
    /// <summary>The library has looked for an engine wherever there may be one, and asked it.</summary>
    public static bool Available { get; } = TestcontainersSettings.OS.DockerEndpointAuthConfig is not null;

    /// <summary>User and group of this process, for files that it may read and remove. An image started as root takes an account of its own.</summary>
    public static string Account { get; } = $"{Id("Uid:")}:{Id("Gid:")}";

    private static string Id(string name) =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split('\t')[1];
}
