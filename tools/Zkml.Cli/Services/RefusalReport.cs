namespace Zkml.Cli.Services;

/// <summary>What is written when a service refuses.</summary>
public sealed record RefusalReport(string Refused, string Detail);
