namespace Zkml.Credentials;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Stable, in lower case.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Reason">One of <see cref="Reasons"/> when it failed.</param>
public sealed record NamedCheck(string Name, CheckResult Result, string? Reason);
