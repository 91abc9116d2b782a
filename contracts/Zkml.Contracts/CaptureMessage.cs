using System.Text.Json.Serialization;

namespace Zkml.Contracts;

/// <summary>A message about one capture. The device that took it is not named: a proof hides it, so events must.</summary>
public abstract record CaptureMessage : Message
{
    [JsonPropertyOrder(-6)]
    public required Guid CaptureId { get; init; }
}
