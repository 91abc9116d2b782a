namespace Zkml.Credentials;

/// <summary>All that a third party needs to check an attestation without a network, in one file.</summary>
public sealed record Bundle
{
    /// <summary>With its disclosures and without key binding.</summary>
    public required string Credential { get; init; }

    /// <summary>With the keys in it.</summary>
    public required IssuerMetadata Issuer { get; init; }

    public required string StatusToken { get; init; }

    public required StatementProof Statement { get; init; }
}
