namespace Zkml.Credentials.Tests;

/// <summary>One presentation, what its verifier asks, and the reason to refuse it; null: it is good.</summary>
public sealed record CorpusCase(string Name, string Presentation, VerificationPolicy Policy, string? Reason)
{
    public override string ToString() => Name;
}
