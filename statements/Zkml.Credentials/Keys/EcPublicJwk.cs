using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Credentials.Json;

namespace Zkml.Credentials;

/// <summary>A public key of P-256 as a JSON Web Key (RFC 7517, RFC 7518 section 6.2).</summary>
public sealed class EcPublicJwk
{
    private const int CoordinateLength = 32;

    private readonly byte[] _x;
    private readonly byte[] _y;

    private EcPublicJwk(byte[] x, byte[] y, string? keyId) => (_x, _y, KeyId) = (x, y, keyId);

    /// <summary>The name under which an issuer publishes the key; none for a holder's.</summary>
    public string? KeyId { get; }

    public static EcPublicJwk From(ECDsa key, string? keyId = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        ArgumentOutOfRangeException.ThrowIfNotEqual(parameters.Q.X!.Length, CoordinateLength, nameof(key));
        return new EcPublicJwk(parameters.Q.X, parameters.Q.Y!, keyId);
    }

    /// <summary>False unless this is a P-256 key on the curve, for ES256 signatures if it names a use, and without its private part.</summary>
    public static bool TryRead(JsonElement jwk, [NotNullWhen(true)] out EcPublicJwk? key)
    {
        key = null;
        if (jwk.ValueKind != JsonValueKind.Object || !jwk.HasOnly("kty", "crv", "x", "y", "kid", "alg", "use") || !HasOptional(jwk, "kid", null)
            || !HasOptional(jwk, "alg", "ES256") || !HasOptional(jwk, "use", "sig")
            || !jwk.TryString("kty", out string? type) || type != "EC" || !jwk.TryString("crv", out string? curve) || curve != "P-256"
            || !TryCoordinate(jwk, "x", out byte[]? x) || !TryCoordinate(jwk, "y", out byte[]? y))
        {
            return false;
        }

        _ = jwk.TryString("kid", out string? keyId);
        var read = new EcPublicJwk(x, y, keyId);
        key = read.IsOnCurve() ? read : null;
        return key is not null;
    }

    /// <summary>RFC 7638: SHA-256 of the required members in their order, without white space; base64url.</summary>
    public string Thumbprint() =>
        Base64UrlText.DigestOf($$"""{"crv":"P-256","kty":"EC","x":"{{Base64UrlText.Encode(_x)}}","y":"{{Base64UrlText.Encode(_y)}}"}""");

    /// <summary>Whether r ‖ s is this key's ECDSA signature, with SHA-256, of the data.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using ECDsa key = Import();
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>x ‖ y, 64 bytes.</summary>
    public byte[] Coordinates() => [.. _x, .. _y];

    /// <summary>JSON; other members than those of the key only if it has a name.</summary>
    public byte[] Write() => JsonText.Write(WriteTo);

    /// <summary>A key of a published set says what it is for; a holder's key is bare.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kty", "EC");
        json.WriteString("crv", "P-256");
        json.WriteString("x", Base64UrlText.Encode(_x));
        json.WriteString("y", Base64UrlText.Encode(_y));
        if (KeyId is not null)
        {
            json.WriteString("kid", KeyId);
            json.WriteString("alg", "ES256");
            json.WriteString("use", "sig");
        }

        json.WriteEndObject();
    }

    private static bool HasOptional(JsonElement jwk, string name, string? expected) =>
        !jwk.TryGetProperty(name, out _) || (jwk.TryString(name, out string? value) && (expected is null || value == expected));

    private static bool TryCoordinate(JsonElement jwk, string name, [NotNullWhen(true)] out byte[]? coordinate)
    {
        coordinate = null;
        return jwk.TryString(name, out string? text) && Base64UrlText.TryDecode(text, out coordinate) && coordinate.Length == CoordinateLength;
    }

    private bool IsOnCurve()
    {
        try
        {
            using ECDsa key = Import();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private ECDsa Import() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = _x, Y = _y },
    });
}
