using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Enrollment.Http;

namespace Zkml.Enrollment.Challenges;

internal static class JwkReader
{
    /// <summary>False unless <see cref="EcPublicJwk"/> takes it.</summary>
    public static bool TryRead(JsonElement jwk, [NotNullWhen(true)] out P256PublicKey? key)
    {
        key = null;
        return EcPublicJwk.TryRead(jwk, out _)
            && Base64UrlBytes.TryRead(jwk.GetProperty("x").GetString(), Bytes32.Length, out byte[]? x)
            && Base64UrlBytes.TryRead(jwk.GetProperty("y").GetString(), Bytes32.Length, out byte[]? y)
            && P256PublicKey.TryCreate(new Bytes32(x), new Bytes32(y), out key);
    }
}
