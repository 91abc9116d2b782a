using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials.Verifying;

/// <summary>The credential's entry in its status list (Token Status List, section 8.3); whatever is missing or old refuses.</summary>
internal sealed class StatusCheck(VerificationPolicy policy, DateTimeOffset now)
{
    public string? Run(JsonElement payload)
    {
        if (!TryReadReference(payload, out StatusReference? reference))
        {
            return Reasons.StatusReferenceMalformed;
        }

        if (policy.StatusToken is not string text)
        {
            return Reasons.StatusTokenMissing;
        }

        if (text.Length > StatusListToken.MaximumLength)
        {
            return Reasons.StatusTokenTooLarge;
        }

        TokenFault fault = SignedToken.Read(text, StatusListToken.Type, namesKey: true, out SignedToken? token);
        return ReasonOf(fault) ?? Signature(token!) ?? Content(token!.Payload, reference) ?? Entry(token.Payload, reference.Index);
    }

    private static bool TryReadReference(JsonElement payload, [NotNullWhen(true)] out StatusReference? reference)
    {
        bool valid = payload.TryObject("status", out JsonElement status) & status.TryObject("status_list", out JsonElement list)
            & list.TryNumber("idx", out long index) & list.TryString("uri", out string? uri);
        reference = valid && HttpsAddress.IsValid(uri!) ? new StatusReference(uri!, index) : null;
        return reference is not null;
    }

    private static string? ReasonOf(TokenFault fault) => fault switch
    {
        TokenFault.None => null,
        TokenFault.Algorithm => Reasons.StatusAlgorithmRefused,
        TokenFault.Type => Reasons.StatusTypeRefused,
        TokenFault.HeaderMember => Reasons.StatusHeaderMemberRefused,
        TokenFault.KeyId => Reasons.StatusKeyUnknown,
        _ => Reasons.StatusTokenMalformed,
    };

    private string? Signature(SignedToken token) =>
        !policy.IssuerKeys.TryFind(token.KeyId!, out EcPublicJwk? key) ? Reasons.StatusKeyUnknown
        : token.IsSignedBy(key) ? null
        : Reasons.StatusSignatureInvalid;

    private string? Content(JsonElement token, StatusReference reference)
    {
        if (!token.TryString("sub", out string? subject) || subject != reference.Uri)
        {
            return Reasons.StatusSubjectMismatch;
        }

        if (!token.TryTime("iat", out DateTimeOffset issued) || !token.TryTime("exp", out DateTimeOffset end)
            || !token.TryNumber("ttl", out long seconds) || seconds is 0 or > int.MaxValue)
        {
            return Reasons.StatusTokenMalformed;
        }

        return issued > now + policy.ClockSkew ? Reasons.StatusIssuedInFuture
            : end <= now - policy.ClockSkew ? Reasons.StatusExpired
            : policy.StatusWithinTimeToLive && issued.AddSeconds(seconds) <= now - policy.ClockSkew ? Reasons.StatusStale
            : null;
    }

    private static string? Entry(JsonElement token, long index) =>
        !token.TryGetProperty("status_list", out JsonElement element) || !StatusList.TryRead(element, out StatusList? list) ? Reasons.StatusListMalformed
        : index >= list.Count ? Reasons.StatusIndexOutOfRange
        : (StatusValue)list[(int)index] switch
        {
            StatusValue.Valid => null,
            StatusValue.Invalid => Reasons.Revoked,
            StatusValue.Suspended => Reasons.Suspended,
            _ => Reasons.StatusUnknown,
        };
}
