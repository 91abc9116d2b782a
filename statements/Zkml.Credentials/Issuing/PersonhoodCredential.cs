namespace Zkml.Credentials;

/// <summary>A proof-of-personhood credential before it is signed (SD-JWT VC). Times are whole seconds.</summary>
public sealed record PersonhoodCredential
{
    /// <summary>The issuer's https address, without a '/' at its end; its metadata is found from it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The type, versioned, such as <c>https://issuer.example/vct/proof-of-personhood/1</c>.</summary>
    public required string CredentialType { get; init; }

    /// <summary>
    /// <c>vct#integrity</c>, see <see cref="TypeMetadata.IntegrityOf"/>. Best left out: a widely used client compares it in a way that refuses correct values.
    /// </summary>
    public string? CredentialTypeIntegrity { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>The key whose owner may present the credential.</summary>
    public required EcPublicJwk HolderKey { get; init; }

    public required StatusReference Status { get; init; }

    public required PersonhoodClaims Claims { get; init; }
}
