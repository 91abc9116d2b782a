using System.Text.Json;
using System.Text.Json.Serialization;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Challenges;
using Zkml.Enrollment.Devices;
using Zkml.Enrollment.Registry;

namespace Zkml.Cli.Services;

/// <summary>What is sent to services and what they answer, in their own types.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChallengeRequest))]
[JsonSerializable(typeof(ChallengeAnswer))]
[JsonSerializable(typeof(DeviceRegistration))]
[JsonSerializable(typeof(DeviceDocument))]
[JsonSerializable(typeof(CaptureAnswer))]
[JsonSerializable(typeof(CaptureDocument))]
[JsonSerializable(typeof(RegistryDocument))]
[JsonSerializable(typeof(ProblemDocument))]
public sealed partial class ServiceJson : JsonSerializerContext;
