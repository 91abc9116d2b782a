using System.Text.Json.Serialization;
using Zkml.Cli.Bench;
using Zkml.Cli.Devices;
using Zkml.Cli.Proofs;
using Zkml.Device.Keys;

namespace Zkml.Cli;

/// <summary>Every document of the command line, serialised by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(IReadOnlyList<BenchListing>))]
[JsonSerializable(typeof(DeviceReport))]
[JsonSerializable(typeof(Pkcs11Location))]
[JsonSerializable(typeof(ProveReport))]
[JsonSerializable(typeof(VerifyReport))]
public sealed partial class ZkmlJson : JsonSerializerContext;
