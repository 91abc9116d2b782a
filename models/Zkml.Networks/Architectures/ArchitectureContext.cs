using System.Text.Json.Serialization;

namespace Zkml.Networks;

/// <summary>Generated code for the one document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ArchitectureDocument))]
internal sealed partial class ArchitectureContext : JsonSerializerContext;
