namespace Zkml.Credentials;

/// <summary>A P-256 key that signs tokens, wherever it is kept: it never shows its secret.</summary>
public interface ITokenSigner
{
    /// <summary>With the key id that goes into the header of each token; without one for a holder.</summary>
    EcPublicJwk PublicKey { get; }

    /// <summary>ES256: ECDSA over SHA-256 of the data.</summary>
    /// <returns>r ‖ s, 64 bytes (RFC 7518, section 3.4).</returns>
    byte[] Sign(ReadOnlySpan<byte> data);
}
