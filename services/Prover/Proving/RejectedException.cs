using Zkml.Contracts;

namespace Zkml.Prover.Proving;

/// <summary>There will be no proof, however often it is tried.</summary>
internal sealed class RejectedException(ProofRejectionReason reason) : Exception(reason.ToString())
{
    public ProofRejectionReason Reason { get; } = reason;
}
