using Zkml.Contracts;

namespace Zkml.Attestation.Issuing;

/// <summary>There will be no attestation, however often it is tried.</summary>
internal sealed class RefusedException(AttestationRefusalReason reason) : Exception(reason.ToString())
{
    public AttestationRefusalReason Reason { get; } = reason;
}
