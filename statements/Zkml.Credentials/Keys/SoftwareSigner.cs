using System.Security.Cryptography;

namespace Zkml.Credentials;

/// <summary>A signing key in this process's memory, until it is disposed.</summary>
public sealed class SoftwareSigner : ITokenSigner, IDisposable
{
    private readonly ECDsa _key;

    private SoftwareSigner(ECDsa key, string? keyId)
    {
        _key = key;
        PublicKey = EcPublicJwk.From(key, keyId);
    }

    public EcPublicJwk PublicKey { get; }

    /// <summary>A fresh key for an issuer; its key id is its thumbprint.</summary>
    public static SoftwareSigner CreateIssuer()
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SoftwareSigner(key, EcPublicJwk.From(key).Thumbprint());
    }

    /// <summary>A fresh key for a holder.</summary>
    public static SoftwareSigner CreateHolder() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), null);

    /// <summary>A stored issuer key (PKCS#8); its key id is its thumbprint.</summary>
    public static SoftwareSigner ImportIssuer(ReadOnlySpan<byte> pkcs8)
    {
        ECDsa key = Import(pkcs8);
        return new SoftwareSigner(key, EcPublicJwk.From(key).Thumbprint());
    }

    /// <summary>A stored holder key (PKCS#8).</summary>
    public static SoftwareSigner ImportHolder(ReadOnlySpan<byte> pkcs8) => new(Import(pkcs8), null);

    public byte[] Sign(ReadOnlySpan<byte> data) =>
        _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>The secret, for a key store: the caller zeroes it after use.</summary>
    public byte[] ExportPkcs8() => _key.ExportPkcs8PrivateKey();

    public void Dispose() => _key.Dispose();

    private static ECDsa Import(ReadOnlySpan<byte> pkcs8)
    {
        ECDsa key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out int read);
        ArgumentOutOfRangeException.ThrowIfNotEqual(read, pkcs8.Length, nameof(pkcs8));
        return key;
    }
}
