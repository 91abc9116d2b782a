using System.Text.Json.Serialization;
using Zkml.Contracts;

namespace Zkml.Enrollment.Captures;

/// <summary>How far a capture came. It only goes on in this order, in whatever order messages arrive.</summary>
[JsonConverter(typeof(CodeJsonConverter<CaptureState>))]
public enum CaptureState
{
    /// <summary>Sealed; its proof has been asked for.</summary>
    Accepted,
    Proving,

    /// <summary>There was no proof in time. One that was finished at the last moment still counts.</summary>
    Expired,

    /// <summary>The prover says that there can be no proof.</summary>
    Rejected,

    /// <summary>There is a proof; Attestation decides.</summary>
    Proven,

    /// <summary>There is a proof and no attestation.</summary>
    Refused,
    Attested,
    Revoked,
}
