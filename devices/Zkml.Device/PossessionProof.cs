using System.Security.Cryptography;
using Zkml.Captures;

namespace Zkml.Device;

/// <summary>
/// How a device shows a registry that it has the key of its certificate: ES256 over "zkml-device-enrollment-1" 0 nonce SHA-256(certificate). No capture
/// has such bytes: what is signed there begins with CBOR.
/// </summary>
public static class PossessionProof
{
    /// <param name="key">Of the device.</param>
    /// <param name="nonce">Of the registry, given out for this key.</param>
    /// <param name="certificate">DER.</param>
    /// <returns>r ‖ s, 64 bytes.</returns>
    public static byte[] Sign(IDeviceKey key, Bytes32 nonce, ReadOnlySpan<byte> certificate) => key.SignDigest(Digest(nonce, certificate));

    public static bool Verify(P256PublicKey key, Bytes32 nonce, ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> signature) =>
        key.Verify(Digest(nonce, certificate), signature);

    private static byte[] Digest(Bytes32 nonce, ReadOnlySpan<byte> certificate) =>
        SHA256.HashData([.. "zkml-device-enrollment-1\0"u8, .. nonce.ToArray(), .. SHA256.HashData(certificate)]);
}
