using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Zkml.Contracts;

/// <summary>The JSON Schema (2020-12) of a message, made from its record. The same record gives the same bytes.</summary>
public static class MessageSchema
{
    /// <summary>Where the schemas lie in the repository; also the base of their $id.</summary>
    public const string BaseId = "urn:zkml:schema:";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly JsonSchemaExporterOptions Export = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    public static JsonObject Of(MessageType message)
    {
        ArgumentNullException.ThrowIfNull(message);
        JsonObject body = (JsonObject)message.Json.GetJsonSchemaAsNode(Export);
        JsonObject schema = new() { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$id"] = BaseId + message.Name, ["title"] = message.Name };
        foreach ((string name, JsonNode? value) in body)
        {
            schema[name] = value?.DeepClone();
        }

        return schema;
    }

    public static string Write(MessageType message) => Of(message).ToJsonString(Indented) + "\n";

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        Type type = context.TypeInfo.Type;
        JsonObject? known = type == typeof(Guid) ? new() { ["type"] = "string", ["format"] = "uuid" }
            : type == typeof(DateTimeOffset) ? new() { ["type"] = "string", ["format"] = "date-time" }
            : type == typeof(Digest) ? new() { ["type"] = "string", ["pattern"] = $"^[0-9a-f]{{{Digest.HexLength}}}$" }
            : type.IsEnum ? new() { ["enum"] = Codes(type, context.TypeInfo.Options) }
            : null;
        JsonNode described = known ?? node;
        if (described is JsonObject schema && context.PropertyInfo?.AttributeProvider is MemberInfo member
            && member.GetCustomAttribute<BoundsAttribute>() is { } bounds)
        {
            bool list = type != typeof(int) && type != typeof(long);
            schema[list ? "minItems" : "minimum"] = bounds.Least;
            schema[list ? "maxItems" : "maximum"] = bounds.Largest;
        }

        return described;
    }

    private static JsonArray Codes(Type type, JsonSerializerOptions options) =>
        [.. Enum.GetValues(type).Cast<object>().Select(code => JsonSerializer.SerializeToNode(code, options.GetTypeInfo(type)))];
}
