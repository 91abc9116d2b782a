using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Zkml.Captures;

/// <summary>A point of P-256 other than the neutral one, as big-endian coordinates.</summary>
public sealed record P256PublicKey
{
    /// <summary>x ‖ y.</summary>
    public const int Length = 2 * Bytes32.Length;

    private static readonly BigInteger Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    private P256PublicKey(Bytes32 x, Bytes32 y) => (X, Y) = (x, y);

    public Bytes32 X { get; }

    public Bytes32 Y { get; }

    /// <summary>False unless the coordinates are below the field's prime and on the curve. Its order is prime, so there is no small subgroup.</summary>
    public static bool TryCreate(Bytes32 x, Bytes32 y, [NotNullWhen(true)] out P256PublicKey? key)
    {
        BigInteger u = Number(x), v = Number(y);
        bool valid = u < Prime && v < Prime && (v * v - (u * u * u - 3 * u + B)) % Prime == 0;
        key = valid ? new P256PublicKey(x, y) : null;
        return valid;
    }

    /// <summary>False unless these are x ‖ y of a point.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out P256PublicKey? key)
    {
        key = null;
        return source.Length == Length && TryCreate(new Bytes32(source[..Bytes32.Length]), new Bytes32(source[Bytes32.Length..]), out key);
    }

    /// <summary>x ‖ y.</summary>
    public byte[] ToArray() => [.. X.ToArray(), .. Y.ToArray()];

    /// <summary>RFC 7638: SHA-256 of the JWK's required members in their order, without white space.</summary>
    public Bytes32 JwkThumbprint()
    {
        string jwk = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(X.ToArray())}}","y":"{{Base64Url.EncodeToString(Y.ToArray())}}"}""";
        return new Bytes32(SHA256.HashData(Encoding.UTF8.GetBytes(jwk)));
    }

    /// <summary>Whether r ‖ s is this key's ECDSA signature of a digest.</summary>
    public bool Verify(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        using ECDsa key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = X.ToArray(), Y = Y.ToArray() },
        });
        return key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static BigInteger Number(Bytes32 bytes) => new(bytes.ToArray(), isUnsigned: true, isBigEndian: true);

    private static BigInteger Hex(string digits) => BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
