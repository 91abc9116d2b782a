namespace Zkml.Cli.Services;

/// <summary>RFC 9457, as far as it is read here.</summary>
public sealed record ProblemDocument(string? Type, string? Title);
