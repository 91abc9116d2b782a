using Zkml.Attestation.Uniqueness;
using Zkml.Contracts;
using Zkml.Statements.Attestations;

namespace Zkml.Attestation.Issuing;

internal static class Refusals
{
    /// <summary>The code for what the attestor found.</summary>
    public static AttestationRefusalReason For(AttestationRefusal refusal) => refusal switch
    {
        AttestationRefusal.UnknownStatement => AttestationRefusalReason.UnknownStatement,
        AttestationRefusal.UnknownEpoch or AttestationRefusal.StaleEpoch or AttestationRefusal.RegistryRoot => AttestationRefusalReason.Registry,
        AttestationRefusal.Proof => AttestationRefusalReason.ProofInvalid,
        AttestationRefusal.Nonce or AttestationRefusal.Holder or AttestationRefusal.Window or AttestationRefusal.Firmware or AttestationRefusal.Quality =>
            AttestationRefusalReason.OtherTerms,
        _ => throw new InvalidOperationException($"Nothing to refuse for: {refusal}."),
    };

    public static AttestationRefusalReason For(ShareIntake intake) =>
        intake == ShareIntake.Missing ? AttestationRefusalReason.SharesMissing : AttestationRefusalReason.SharesInvalid;
}
