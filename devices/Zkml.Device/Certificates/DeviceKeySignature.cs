using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Math;
using Zkml.Captures;

namespace Zkml.Device.Certificates;

/// <summary>ecdsa-with-SHA256 (RFC 5758) by a key of ours, wherever it is kept, for BouncyCastle's generators.</summary>
internal sealed class DeviceKeySignature(IDeviceKey key) : ISignatureFactory
{
    public object AlgorithmDetails { get; } = new AlgorithmIdentifier(X9ObjectIdentifiers.ECDsaWithSha256);

    public IStreamCalculator<IBlockResult> CreateCalculator() => new Calculator(key);

    /// <summary>r ‖ s as DER: SEQUENCE { r INTEGER, s INTEGER }.</summary>
    public static byte[] ToDer(ReadOnlySpan<byte> signature) => new DerSequence(
        new DerInteger(new BigInteger(1, signature[..Bytes32.Length])), new DerInteger(new BigInteger(1, signature[Bytes32.Length..]))).GetEncoded(Asn1Encodable.Der);

    /// <summary>Null unless it is the DER of two positive numbers below 2^256.</summary>
    public static byte[]? FromDer(byte[] der)
    {
        if (Asn1Object.FromByteArray(der) is not Asn1Sequence { Count: 2 } pair
            || pair[0] is not DerInteger r
            || pair[1] is not DerInteger s
            || !IsScalar(r.Value)
            || !IsScalar(s.Value))
        {
            return null;
        }

        byte[] signature = new byte[CoseSign1.SignatureLength];
        r.Value.ToByteArrayUnsigned(signature.AsSpan(Bytes32.Length - r.Value.GetLengthofByteArrayUnsigned(), r.Value.GetLengthofByteArrayUnsigned()));
        s.Value.ToByteArrayUnsigned(signature.AsSpan(CoseSign1.SignatureLength - s.Value.GetLengthofByteArrayUnsigned()));
        return ToDer(signature).AsSpan().SequenceEqual(der) ? signature : null;
    }

    private static bool IsScalar(BigInteger value) => value.SignValue > 0 && value.BitLength <= 8 * Bytes32.Length;

    private sealed class Calculator(IDeviceKey key) : IStreamCalculator<IBlockResult>, IDisposable
    {
        private readonly MemoryStream _content = new();

        public Stream Stream => _content;

        public IBlockResult GetResult() => new SimpleBlockResult(ToDer(key.SignDigest(SHA256.HashData(_content.ToArray()))));

        public void Dispose() => _content.Dispose();
    }
}
