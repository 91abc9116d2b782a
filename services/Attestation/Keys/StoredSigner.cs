using Zkml.Credentials;

namespace Zkml.Attestation.Keys;

/// <summary>A signing key of the issuer for several threads: ECDsa promises nothing about those.</summary>
internal sealed class StoredSigner(SoftwareSigner key) : ITokenSigner, IDisposable
{
    private readonly Lock _guard = new();

    public EcPublicJwk PublicKey => key.PublicKey;

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_guard)
        {
            return key.Sign(data);
        }
    }

    public void Dispose() => key.Dispose();
}
