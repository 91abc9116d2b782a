using System.Text.Json;

namespace Zkml.Credentials.Json;

/// <summary>JSON from a peer (RFC 8259): no repeated member, no unpaired surrogate, no byte order mark, few levels.</summary>
internal static class StrictJson
{
    /// <summary>A credential needs four levels.</summary>
    public const int MaximumDepth = 8;

    // The parser keeps no stack, so that depth is judged below, with its own reason.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1 << 20 };

    public static JsonFault Read(ReadOnlyMemory<byte> utf8, out JsonElement root)
    {
        root = default;
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Options);
            JsonFault fault = Examine(document.RootElement, 1);
            root = fault == JsonFault.None ? document.RootElement.Clone() : default;
            return fault;
        }
        catch (JsonException)
        {
            return JsonFault.Malformed;
        }
        catch (InvalidOperationException)
        {
            // GetString: an escape that is no character, such as half a surrogate pair.
            return JsonFault.Malformed;
        }
    }

    private static JsonFault Examine(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth > MaximumDepth:
                return JsonFault.TooDeep;
            case JsonValueKind.Object:
                return Members(element, depth);
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(item => Examine(item, depth + 1)).FirstOrDefault(fault => fault != JsonFault.None);
            case JsonValueKind.String:
                _ = element.GetString();
                return JsonFault.None;
            default:
                return JsonFault.None;
        }
    }

    private static JsonFault Members(JsonElement element, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!names.Add(member.Name))
            {
                return JsonFault.DuplicateMember;
            }

            if (Examine(member.Value, depth + 1) is var fault && fault != JsonFault.None)
            {
                return fault;
            }
        }

        return JsonFault.None;
    }
}
