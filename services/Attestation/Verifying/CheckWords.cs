using Zkml.Credentials;
using Zkml.Statements.Face;

namespace Zkml.Attestation.Verifying;

/// <summary>Checks and reasons in words for people.</summary>
internal static class CheckWords
{
    private const string Proof = "proof";

    private const string FaceProof = "The mathematical proof holds: a registered device captured a face for this holder. No image was seen to check this.";

    private static readonly Dictionary<string, (string Passed, string Failed, string Whether)> Checks = new(StringComparer.Ordinal)
    {
        ["bundle"] = ("The file is a complete bundle.", "The file is not a complete bundle.", "the file is a complete bundle"),
        ["issuer_trust"] = ("The bundle comes from this issuer, with this issuer's keys.", "The bundle does not come from this issuer.", "the bundle comes from this issuer"),
        ["token"] = ("The credential is readable and in its proper form.", "The credential is not in its proper form.", "the credential is in its proper form"),
        ["signature"] = ("The issuer's signature is genuine.", "The issuer's signature is not genuine.", "the issuer's signature is genuine"),
        ["issuer"] = ("The credential names this issuer.", "The credential names another issuer.", "the credential names this issuer"),
        ["type"] = ("It is a proof of personhood.", "It is not a proof of personhood.", "it is a proof of personhood"),
        ["validity"] = ("The credential is valid today.", "The credential is not valid today.", "the credential is valid today"),
        ["disclosures"] = ("Everything it shows was signed by the issuer.", "It shows something that the issuer did not sign.", "the issuer signed everything it shows"),
        ["claims"] = ("Every detail has its proper form.", "A detail is missing or malformed.", "every detail has its proper form"),
        ["holder_key"] = ("It is bound to a key of its holder.", "It is not bound to a key of its holder.", "it is bound to a key of its holder"),
        ["status"] = ("It was not revoked when its status was last signed.", "Its status does not show that it is valid.", "its status token shows it as valid"),
        ["key_binding"] = ("The holder signed this presentation.", "It is a presentation made for another verifier.", "its holder signed this presentation"),
        ["registry"] = ("The capture device was in the official registry of devices.", "The registry of devices that it names is not the official one.", "the capture device was in the official registry"),
        ["proof_digest"] = ("The proof in the bundle is the one that the credential speaks of.", "The credential speaks of another proof.", "the proof is the one that the credential speaks of"),
        [Proof] = (
            "The mathematical proof holds: a registered device captured an eye for this holder. No image was seen to check this.",
            "The mathematical proof does not hold.",
            "the mathematical proof holds"),
        ["proof_and_credential"] = ("Proof and credential say the same.", "Proof and credential do not say the same.", "proof and credential say the same"),
        [Verification.StatusNow] = ("It is not revoked at this moment.", "It does not count any more.", "it is revoked at this moment"),
    };

    private static readonly Dictionary<string, string> Reason = new(StringComparer.Ordinal)
    {
        [Reasons.Revoked] = "It was revoked.",
        [Reasons.Suspended] = "It is suspended.",
        [Reasons.Expired] = "It has expired.",
        [Reasons.NotYetValid] = "It is not valid yet.",
        [Reasons.StatusExpired] = "Its status is too old: fetch the bundle again.",
        [Reasons.StatusStale] = "Its status is too old: fetch the bundle again.",
        [Reasons.StatusTokenMissing] = "This issuer knows no such credential.",
        [Reasons.StatusUnknown] = "This issuer knows no such credential.",
        [Reasons.NotCanonical] = "The file was changed after it was made, if only in its spaces.",
        [Reasons.Malformed] = "It cannot be read.",
        [Reasons.TooLarge] = "It is too large.",
        [Reasons.StatementUnknown] = "It is a proof of something that this issuer does not attest to.",
        [Reasons.KeyUnknown] = "The key is not one of this issuer's.",
    };

    /// <summary>Names that have words.</summary>
    public static IReadOnlyCollection<string> Names => Checks.Keys;

    /// <param name="check">Of a name that has words.</param>
    /// <param name="modality">Of the proof in a bundle whose statement is known.</param>
    public static string For(NamedCheck check, string? modality)
    {
        (string passed, string failed, string whether) = Checks[check.Name];
        return check.Result switch
        {
            CheckResult.Passed when check.Name == Proof && modality == FaceStatementVerifier.ModalityName => FaceProof,
            CheckResult.Passed => passed,
            CheckResult.Failed => check.Reason is { } reason && Reason.TryGetValue(reason, out string? more) ? $"{failed} {more}" : failed,
            CheckResult.NotReached => $"Not looked at, because an earlier check failed: whether {whether}.",
            _ => $"Not asked for here: whether {whether}.",
        };
    }
}
