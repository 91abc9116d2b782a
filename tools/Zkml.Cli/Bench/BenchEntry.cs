namespace Zkml.Cli.Bench;

/// <summary>A bench that can be asked for by name. The size means what the description says.</summary>
public sealed record BenchEntry(string Description, int DefaultSize, Func<int, IBenchWork> Create);
