using System.Text.Json;
using Zkml.Credentials.Issuing;
using Zkml.Credentials.Json;
using Zkml.Credentials.Tokens;

namespace Zkml.Credentials.Verifying;

/// <summary>The checks of one credential, in the order in which they are called; each gives null or its reason.</summary>
internal sealed class Examination(string presentation, VerificationPolicy policy, DateTimeOffset now)
{
    private SdJwtText _parts = null!;
    private SignedToken _token = null!;

    public Dictionary<string, JsonElement> DisclosedClaims { get; } = new(StringComparer.Ordinal);

    public EcPublicJwk? Holder { get; private set; }

    public bool HasKeyBinding => _parts.KeyBinding.Length > 0;

    private JsonElement Payload => _token.Payload;

    public string? Token()
    {
        if (presentation.Length > SdJwtText.MaximumLength)
        {
            return Reasons.TooLarge;
        }

        if (!SdJwtText.TryRead(presentation, out SdJwtText? parts))
        {
            return presentation.Contains('~') ? Reasons.TooLarge : Reasons.Malformed;
        }

        _parts = parts;
        TokenFault fault = SignedToken.Read(parts.IssuerToken, CredentialIssuer.Type, namesKey: true, out SignedToken? token);
        _token = token!;
        return fault switch
        {
            TokenFault.None => null,
            TokenFault.DuplicateMember => Reasons.DuplicateMember,
            TokenFault.TooDeep => Reasons.TooDeep,
            TokenFault.Algorithm => Reasons.AlgorithmRefused,
            TokenFault.Type => Reasons.TypeRefused,
            TokenFault.HeaderMember => Reasons.HeaderMemberRefused,
            TokenFault.KeyId => Reasons.KeyIdMissing,
            _ => Reasons.Malformed,
        };
    }

    public string? Signature() =>
        !policy.IssuerKeys.TryFind(_token.KeyId!, out EcPublicJwk? key) ? Reasons.KeyUnknown
        : _token.IsSignedBy(key) ? null
        : Reasons.SignatureInvalid;

    public string? Issuer() => Payload.TryString("iss", out string? issuer) && issuer == policy.Issuer ? null : Reasons.IssuerMismatch;

    public string? CredentialType() =>
        Payload.TryString("vct", out string? type) && type == policy.CredentialType ? null : Reasons.CredentialTypeRefused;

    public string? Validity()
    {
        foreach (string name in (ReadOnlySpan<string>)["iat", "nbf", "exp"])
        {
            if (!Payload.TryTime(name, out _))
            {
                return Payload.TryGetProperty(name, out _) ? Reasons.ClaimMalformed : Reasons.ClaimMissing;
            }
        }

        _ = Payload.TryTime("iat", out DateTimeOffset issued);
        _ = Payload.TryTime("nbf", out DateTimeOffset start);
        _ = Payload.TryTime("exp", out DateTimeOffset end);
        return issued > now + policy.ClockSkew ? Reasons.IssuedInFuture
            : start > now + policy.ClockSkew ? Reasons.NotYetValid
            : end <= now - policy.ClockSkew ? Reasons.Expired
            : null;
    }

    public string? Disclosures() => DisclosureCheck.Run(Payload, _parts.Disclosures, DisclosedClaims);

    public string? Claims()
    {
        foreach (string name in ClaimNames.All)
        {
            if ((DisclosedClaims.TryGetValue(name, out JsonElement value) || Payload.TryGetProperty(name, out value)) && !ClaimRules.IsWellFormed(name, value))
            {
                return Reasons.ClaimMalformed;
            }
        }

        return policy.RequiredClaims.All(DisclosedClaims.ContainsKey) ? null : Reasons.ClaimMissing;
    }

    public string? HolderKey()
    {
        bool valid = Payload.TryObject("cnf", out JsonElement confirmation) && confirmation.HasOnly("jwk")
            && confirmation.TryObject("jwk", out JsonElement jwk) && EcPublicJwk.TryRead(jwk, out EcPublicJwk? key) && (Holder = key) is not null;
        return valid ? null : Reasons.HolderKeyMalformed;
    }

    public string? Status() => new StatusCheck(policy, now).Run(Payload);

    public string? KeyBinding() => policy.KeyBinding is not KeyBindingExpectation expected
        ? HasKeyBinding ? Reasons.KeyBindingUnexpected : null
        : new KeyBindingCheck(expected, policy.ClockSkew, now).Run(_parts, Holder!);
}
