using System.Text.Json.Serialization;

namespace Zkml.Contracts;

[JsonConverter(typeof(CodeJsonConverter<CaptureModality>))]
public enum CaptureModality
{
    Iris,
    Face,
}
