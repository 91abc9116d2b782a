namespace Zkml.Attestation.Cases;

public enum CaseState
{
    /// <summary>The capture is known; its proof is not there yet.</summary>
    Accepted,

    /// <summary>There is a proof; a worker may be at it.</summary>
    Waiting,
    Issued,
    Refused,
}
