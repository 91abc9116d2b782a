namespace Zkml.Credentials;

/// <summary>What a verifier accepts. The issuer and its keys come from where the verifier trusts them, never from the credential.</summary>
public sealed record VerificationPolicy
{
    /// <summary>The <c>issuer</c> of the metadata that the keys come from.</summary>
    public required string Issuer { get; init; }

    public required JsonWebKeySet IssuerKeys { get; init; }

    /// <summary>The one <c>vct</c> that is taken.</summary>
    public required string CredentialType { get; init; }

    /// <summary>The status list token of the credential's list; without it every credential is refused.</summary>
    public string? StatusToken { get; init; }

    /// <summary>Whether a status token older than its <c>ttl</c> is refused. Offline only its expiry counts.</summary>
    public bool StatusWithinTimeToLive { get; init; } = true;

    /// <summary>Null when the credential is looked at without its holder; then it must come without key binding.</summary>
    public KeyBindingExpectation? KeyBinding { get; init; }

    /// <summary>Claims that must have been disclosed.</summary>
    public IReadOnlyList<string> RequiredClaims { get; init; } = [];

    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);
}
