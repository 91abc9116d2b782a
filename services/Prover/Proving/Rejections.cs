using Zkml.Contracts;
using Zkml.Statements.Iris;

namespace Zkml.Prover.Proving;

internal static class Rejections
{
    /// <summary>The code for what the prover's solver found.</summary>
    public static ProofRejectionReason For(IrisFault fault) => fault switch
    {
        IrisFault.Manifest => ProofRejectionReason.Malformed,
        IrisFault.PresentationAttack => ProofRejectionReason.PresentationAttack,
        IrisFault.BadSignature => ProofRejectionReason.Signature,
        IrisFault.NotRegistered or IrisFault.NotYetEnrolled => ProofRejectionReason.Registry,
        IrisFault.Revoked => ProofRejectionReason.Revoked,
        IrisFault.Nonce => ProofRejectionReason.Nonce,
        IrisFault.Holder => ProofRejectionReason.Holder,
        IrisFault.TooEarly or IrisFault.TooLate => ProofRejectionReason.CaptureTime,
        IrisFault.Firmware => ProofRejectionReason.Firmware,
        IrisFault.ImageDigest or IrisFault.MaskDigest => ProofRejectionReason.ImageDigest,
        IrisFault.Quality => ProofRejectionReason.Quality,
        _ => throw new InvalidOperationException($"The prover's own values are wrong: {fault}."),
    };
}
