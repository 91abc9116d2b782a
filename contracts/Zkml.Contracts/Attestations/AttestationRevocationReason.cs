using System.Text.Json.Serialization;

namespace Zkml.Contracts;

[JsonConverter(typeof(CodeJsonConverter<AttestationRevocationReason>))]
public enum AttestationRevocationReason
{
    Unspecified,
    HolderRequest,
    HolderKeyCompromise,

    /// <summary>The same person enrolled again, with another holder key.</summary>
    Superseded,
    DeviceRevoked,
    IssuerDecision,
}
