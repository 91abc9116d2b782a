using System.Text.Json;
using System.Text.Json.Serialization;

namespace Zkml.Contracts;

/// <summary>The one JSON form of all messages: camelCase, codes by name, nothing null. Unknown properties are those of a later version.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    MaxDepth = 8)]
[JsonSerializable(typeof(CaptureAccepted))]
[JsonSerializable(typeof(DeviceEnrolled))]
[JsonSerializable(typeof(DeviceRevoked))]
[JsonSerializable(typeof(RegistryEpochPublished))]
[JsonSerializable(typeof(ProofRequested))]
[JsonSerializable(typeof(ProofStarted))]
[JsonSerializable(typeof(ProofProgressed))]
[JsonSerializable(typeof(ProofCompleted))]
[JsonSerializable(typeof(ProofRejected))]
[JsonSerializable(typeof(AttestationIssued))]
[JsonSerializable(typeof(AttestationRevoked))]
[JsonSerializable(typeof(AttestationRefused))]
public sealed partial class MessageJson : JsonSerializerContext;
