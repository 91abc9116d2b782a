using System.Text.Json.Serialization;
using Zkml.Cli.Bench;
using Zkml.Cli.Captures;
using Zkml.Cli.Demo;
using Zkml.Cli.Devices;
using Zkml.Cli.Holders;
using Zkml.Cli.Match;
using Zkml.Cli.Models;
using Zkml.Cli.Proofs;
using Zkml.Cli.Registry;
using Zkml.Cli.Services;
using Zkml.Cli.Up;
using Zkml.Device.Keys;
using Zkml.Quantisation;

namespace Zkml.Cli;

/// <summary>Every document of the command line, serialised by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(IReadOnlyList<BenchListing>))]
[JsonSerializable(typeof(CaptureReport))]
[JsonSerializable(typeof(CommitmentFile))]
[JsonSerializable(typeof(CommitReport))]
[JsonSerializable(typeof(ComposeReport))]
[JsonSerializable(typeof(DeviceReport))]
[JsonSerializable(typeof(Pkcs11Location))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(HolderReport))]
[JsonSerializable(typeof(InferenceReport))]
[JsonSerializable(typeof(MatchReport))]
[JsonSerializable(typeof(ModelComparison))]
[JsonSerializable(typeof(ModelReport))]
[JsonSerializable(typeof(ProveReport))]
[JsonSerializable(typeof(QuantizeReport))]
[JsonSerializable(typeof(RegistryReport))]
[JsonSerializable(typeof(RefusalReport))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(SubmitReport))]
[JsonSerializable(typeof(UpReport))]
[JsonSerializable(typeof(float[]))]
[JsonSerializable(typeof(VerifyReport))]
public sealed partial class ZkmlJson : JsonSerializerContext;
