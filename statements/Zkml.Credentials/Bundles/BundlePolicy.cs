namespace Zkml.Credentials;

/// <summary>What a third party accepts. What it leaves open is taken from the bundle, and named among what stays on trust.</summary>
public sealed record BundlePolicy
{
    /// <summary>Issuers that are taken; null: any.</summary>
    public IReadOnlyCollection<string>? TrustedIssuers { get; init; }

    /// <summary>RFC 7638 thumbprints: every key in the bundle must be one of these; null: any.</summary>
    public IReadOnlyCollection<string>? TrustedIssuerKeys { get; init; }

    /// <summary>Roots that the verifier knows to be the registry's; null: any.</summary>
    public IReadOnlyCollection<string>? TrustedRegistryRoots { get; init; }

    /// <summary>The lowest epoch that is taken, against an older registry shown again.</summary>
    public long MinimumRegistryEpoch { get; init; }

    /// <summary>The part of the type behind the issuer's address.</summary>
    public string CredentialTypePath { get; init; } = "/vct/proof-of-personhood/1";

    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);
}
