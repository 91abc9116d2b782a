namespace Zkml.Cli.Proofs;

/// <summary>One check of a bundle: passed, failed, not reached, or not asked for.</summary>
public sealed record CheckReport(string Name, string Result, string? Reason);
