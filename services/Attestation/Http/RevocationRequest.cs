using Zkml.Contracts;

namespace Zkml.Attestation.Http;

/// <param name="Reason">As in the event. A holder may say holder-request or holder-key-compromise.</param>
internal sealed record RevocationRequest(AttestationRevocationReason Reason)
{
    public bool IsHolders => Reason is AttestationRevocationReason.HolderRequest or AttestationRevocationReason.HolderKeyCompromise;
}
