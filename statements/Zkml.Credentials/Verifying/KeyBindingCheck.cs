using System.Text.Json;
using Zkml.Credentials.Issuing;
using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials.Verifying;

/// <summary>The holder's signature over this presentation, for this verifier, now (RFC 9901, section 7.3).</summary>
internal sealed class KeyBindingCheck(KeyBindingExpectation expected, TimeSpan skew, DateTimeOffset now)
{
    public string? Run(SdJwtText parts, EcPublicJwk holder)
    {
        if (parts.KeyBinding.Length == 0)
        {
            return Reasons.KeyBindingMissing;
        }

        TokenFault fault = SignedToken.Read(parts.KeyBinding, Presentation.Type, namesKey: false, out SignedToken? token);
        return ReasonOf(fault) ?? (token!.IsSignedBy(holder) ? Content(token.Payload, parts) : Reasons.KeyBindingSignatureInvalid);
    }

    private static string? ReasonOf(TokenFault fault) => fault switch
    {
        TokenFault.None => null,
        TokenFault.Algorithm => Reasons.KeyBindingAlgorithmRefused,
        TokenFault.Type => Reasons.KeyBindingTypeRefused,
        TokenFault.HeaderMember => Reasons.KeyBindingHeaderMemberRefused,
        _ => Reasons.KeyBindingMalformed,
    };

    private string? Content(JsonElement payload, SdJwtText parts) =>
        !payload.TryString("sd_hash", out string? digest) || digest != Base64UrlText.DigestOf(parts.Bound) ? Reasons.KeyBindingDigestMismatch
        : !payload.TryString("aud", out string? audience) || audience != expected.Audience ? Reasons.AudienceMismatch
        : !payload.TryString("nonce", out string? nonce) || nonce != expected.Nonce ? Reasons.NonceMismatch
        : !payload.TryTime("iat", out DateTimeOffset signed) ? Reasons.KeyBindingMalformed
        : signed > now + skew ? Reasons.KeyBindingInFuture
        : signed < now - skew - expected.MaximumAge ? Reasons.KeyBindingStale
        : null;
}
