namespace Zkml.Fuzz;

/// <summary>An input that made a target throw.</summary>
public sealed record Finding(string Target, byte[] Input, long Run, Exception Fault);
