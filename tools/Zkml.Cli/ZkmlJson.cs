using System.Text.Json.Serialization;
using Zkml.Cli.Bench;
using Zkml.Cli.Proofs;

namespace Zkml.Cli;

/// <summary>Every document of the command line, serialised by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(IReadOnlyList<BenchListing>))]
[JsonSerializable(typeof(ProveReport))]
[JsonSerializable(typeof(VerifyReport))]
public sealed partial class ZkmlJson : JsonSerializerContext;
