using System.Text.Json.Serialization;

namespace Zkml.Contracts;

[JsonConverter(typeof(CodeJsonConverter<DeviceRevocationReason>))]
public enum DeviceRevocationReason
{
    Unspecified,
    Lost,
    KeyCompromise,
    Defect,
    Withdrawn,
}
