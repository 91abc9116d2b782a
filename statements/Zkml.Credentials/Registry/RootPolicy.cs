namespace Zkml.Credentials;

/// <summary>Which signed roots a verifier takes. Registry and keys come from where the verifier trusts them, never from the token.</summary>
public sealed record RootPolicy
{
    /// <summary>The registry's https address.</summary>
    public required string Registry { get; init; }

    public required JsonWebKeySet Keys { get; init; }

    /// <summary>How old a root may be; null: any age. A registry that nothing happens in signs its root anew.</summary>
    public TimeSpan? MaximumAge { get; init; }

    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);
}
