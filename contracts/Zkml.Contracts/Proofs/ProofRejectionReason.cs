using System.Text.Json.Serialization;

namespace Zkml.Contracts;

/// <summary>Codes only: a text could quote what it speaks of.</summary>
[JsonConverter(typeof(CodeJsonConverter<ProofRejectionReason>))]
public enum ProofRejectionReason
{
    /// <summary>The vault has no such capture, or no longer.</summary>
    CaptureGone,
    CaptureExpired,

    /// <summary>What was sealed is not what was asked to be proved.</summary>
    CaptureMismatch,
    UnknownStatement,
    UnknownModel,
    Malformed,
    Signature,
    Registry,
    Revoked,
    Nonce,
    Holder,
    CaptureTime,
    Firmware,
    Quality,
    PresentationAttack,
    ImageDigest,

    /// <summary>Every attempt ended in a fault of the prover.</summary>
    AttemptsExhausted,
}
