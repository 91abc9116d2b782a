namespace Zkml.Captures;

/// <summary>The P-256 key of a capture device, wherever it is kept: it signs, and never shows its secret.</summary>
public interface IDeviceKey : IDisposable
{
    P256PublicKey PublicKey { get; }

    /// <summary>ECDSA over a SHA-256 digest.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <returns>r ‖ s, 64 bytes (RFC 9053, section 2.1).</returns>
    byte[] SignDigest(ReadOnlySpan<byte> digest);
}
