using System.Text.Json.Serialization;

namespace Zkml.Contracts;

/// <summary>Classes only: no score, no neighbour.</summary>
[JsonConverter(typeof(CodeJsonConverter<AttestationRefusalReason>))]
public enum AttestationRefusalReason
{
    ProofMissing,
    ProofInvalid,

    /// <summary>The proof is for other public values than the accepted capture's.</summary>
    OtherTerms,
    UnknownCapture,
    UnknownStatement,
    UnknownModel,

    /// <summary>Not a root of the registry, or one of too old an epoch.</summary>
    Registry,
    SharesMissing,
    SharesInvalid,

    /// <summary>This person has an attestation already.</summary>
    AlreadyAttested,

    /// <summary>Nothing compares captures of this modality, and this issuer attests only to what was compared.</summary>
    UniquenessUnchecked,
}
