namespace Zkml.Cli.Bench;

/// <summary>A bench that can be asked for by name. The size means what the description says.</summary>
public sealed record BenchEntry(string Description, int DefaultSize, Func<BenchOptions, IBenchWork> Create)
{
    /// <summary>Names of the options, beside the size, that this bench takes.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
