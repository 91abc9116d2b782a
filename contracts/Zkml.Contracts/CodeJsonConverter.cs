using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Zkml.Contracts;

/// <summary>Writes a code as its name, "capture-gone", and reads that one spelling only: no numbers, no other case, no lists.</summary>
public sealed class CodeJsonConverter<TCode> : JsonConverter<TCode>
    where TCode : struct, Enum
{
    private static readonly FrozenDictionary<TCode, string> Names =
        Enum.GetValues<TCode>().ToFrozenDictionary(code => code, code => JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()));

    private static readonly FrozenDictionary<string, TCode> Codes = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public override TCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Codes.TryGetValue(reader.GetString()!, out TCode code)
            ? code
            : throw new JsonException("Not a known code.");

    /// <exception cref="KeyNotFoundException">Not a defined value.</exception>
    public override void Write(Utf8JsonWriter writer, TCode value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(Names[value]);
    }
}
