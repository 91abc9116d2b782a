namespace Zkml.Cli.Bench;

/// <summary>A line of `zkml bench` without a name.</summary>
public sealed record BenchListing(string Name, int DefaultSize, string Description);
