using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Enrollment.Http;

namespace Zkml.Enrollment.Challenges;

/// <summary>A public key as JWK (RFC 7517), with the members that its thumbprint has, and no others.</summary>
/// <param name="Kty">"EC".</param>
/// <param name="Crv">"P-256".</param>
/// <param name="X">32 bytes, base64url.</param>
/// <param name="Y">32 bytes, base64url.</param>
public sealed record PublicJwk(string Kty, string Crv, string X, string Y)
{
    /// <summary>False unless it is a point of P-256.</summary>
    internal bool TryRead([NotNullWhen(true)] out P256PublicKey? key)
    {
        key = null;
        return Kty == "EC" && Crv == "P-256"
            && Base64UrlBytes.TryRead(X, Bytes32.Length, out byte[]? x) && Base64UrlBytes.TryRead(Y, Bytes32.Length, out byte[]? y)
            && P256PublicKey.TryCreate(new Bytes32(x), new Bytes32(y), out key);
    }
}
