namespace Zkml.Credentials;

/// <summary>What a third party accepts. What it leaves open is taken from the bundle, and named among what stays on trust.</summary>
public sealed record BundlePolicy
{
    /// <summary>Issuers that are taken; null: any.</summary>
    public IReadOnlyCollection<string>? TrustedIssuers { get; init; }

    /// <summary>RFC 7638 thumbprints: every key in the bundle must be one of these; null: any.</summary>
    public IReadOnlyCollection<string>? TrustedIssuerKeys { get; init; }

    /// <summary>
    /// Which root the registry had in which epoch, as the verifier knows it; null: any. They count in pairs: with an earlier epoch's root under a later
    /// epoch's number, a device that was revoked in between would pass.
    /// </summary>
    public IReadOnlyDictionary<long, string>? TrustedRegistryRoots { get; init; }

    /// <summary>The lowest epoch that is taken, against an older registry shown again.</summary>
    public long MinimumRegistryEpoch { get; init; }

    /// <summary>The part of the type behind the issuer's address.</summary>
    public string CredentialTypePath { get; init; } = "/vct/proof-of-personhood/1";

    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);
}
