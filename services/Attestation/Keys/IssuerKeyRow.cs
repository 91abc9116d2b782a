namespace Zkml.Attestation.Keys;

/// <summary>A signing key of the issuer; its secret is encrypted.</summary>
public sealed class IssuerKeyRow
{
    /// <summary>RFC 7638 thumbprint.</summary>
    public required string KeyId { get; init; }

    /// <summary>PKCS#8.</summary>
    public required byte[] Wrapped { get; init; }

    public required DateTimeOffset PublishFrom { get; init; }

    public required DateTimeOffset SignFrom { get; init; }

    public required DateTimeOffset SignUntil { get; init; }

    public required DateTimeOffset PublishUntil { get; init; }
}
