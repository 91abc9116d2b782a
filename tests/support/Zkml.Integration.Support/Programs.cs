namespace Zkml.Integration.Support;

/// <summary>Where Debian, and a PATH, have the programs that tests start.</summary>
internal static class Programs
{
    public static string? RabbitMq { get; } = First("/usr/lib/rabbitmq/bin/rabbitmq-server", OnPath("rabbitmq-server"));

    public static string? Epmd { get; } = First(OnPath("epmd"), "/usr/lib/erlang/bin/epmd");

    public static string? Postgres { get; } = First(
        [.. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(v => $"{v}/bin/postgres") : [],
        OnPath("postgres")]);

    /// <summary>Its gateway, which comes with nothing that it needs: all of them, or none.</summary>
    public static string? Ceph { get; } = new[] { "ceph", "ceph-mon", "ceph-osd", "radosgw-admin" }.All(name => OnPath(name) is not null) ? OnPath("radosgw") : null;

    public static string? Chromium { get; } = First(OnPath("chromium"), OnPath("chromium-browser"), OnPath("google-chrome"));

    private static string? First(params string?[] files) => files.FirstOrDefault(file => file is not null && File.Exists(file));

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
