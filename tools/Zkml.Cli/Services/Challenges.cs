using System.Buffers.Text;
using Zkml.Captures;
using Zkml.Device;
using Zkml.Enrollment.Challenges;

namespace Zkml.Cli.Services;

/// <summary>Asks for a nonce that is bound to a key.</summary>
public static class Challenges
{
    public static Challenge Ask(ServiceClient service, P256PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(key);
        var jwk = new PublicJwk("EC", "P-256", Base64Url.EncodeToString(key.X.ToArray()), Base64Url.EncodeToString(key.Y.ToArray()));
        ChallengeAnswer answer = service.Post(
            "/v1/challenges", new ChallengeRequest(jwk), ServiceJson.Default.ChallengeRequest, ServiceJson.Default.ChallengeAnswer);
        Span<byte> nonce = stackalloc byte[Bytes32.Length];
        return answer.Nonce.Length == Base64Url.GetEncodedLength(Bytes32.Length) && Base64Url.IsValid(answer.Nonce)
            && Base64Url.TryDecodeFromChars(answer.Nonce, nonce, out int written) && written == Bytes32.Length
                ? new Challenge(new Bytes32(nonce), key.JwkThumbprint())
                : throw new UsageException("The service gives no challenge of 32 bytes.");
    }
}
