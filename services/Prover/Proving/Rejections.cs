using Zkml.Contracts;
using Zkml.Statements.Personhood;

namespace Zkml.Prover.Proving;

internal static class Rejections
{
    /// <summary>The code for what the prover's solver found.</summary>
    public static ProofRejectionReason For(PersonhoodFault fault) => fault switch
    {
        PersonhoodFault.Manifest => ProofRejectionReason.Malformed,
        PersonhoodFault.PresentationAttack => ProofRejectionReason.PresentationAttack,
        PersonhoodFault.BadSignature => ProofRejectionReason.Signature,
        PersonhoodFault.NotRegistered or PersonhoodFault.NotYetEnrolled => ProofRejectionReason.Registry,
        PersonhoodFault.Revoked => ProofRejectionReason.Revoked,
        PersonhoodFault.Nonce => ProofRejectionReason.Nonce,
        PersonhoodFault.Holder => ProofRejectionReason.Holder,
        PersonhoodFault.TooEarly or PersonhoodFault.TooLate => ProofRejectionReason.CaptureTime,
        PersonhoodFault.Firmware => ProofRejectionReason.Firmware,
        PersonhoodFault.ImageDigest or PersonhoodFault.MaskDigest => ProofRejectionReason.ImageDigest,
        PersonhoodFault.Quality => ProofRejectionReason.Quality,
        _ => throw new InvalidOperationException($"The prover's own values are wrong: {fault}."),
    };
}
