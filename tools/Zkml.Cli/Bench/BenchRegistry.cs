namespace Zkml.Cli.Bench;

/// <summary>The benches of `zkml bench`, by name.</summary>
public static class BenchRegistry
{
    public static IReadOnlyDictionary<string, BenchEntry> All { get; } = new Dictionary<string, BenchEntry>();
}
