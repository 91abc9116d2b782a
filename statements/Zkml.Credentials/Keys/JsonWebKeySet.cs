using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Zkml.Credentials.Json;

namespace Zkml.Credentials;

/// <summary>The keys that an issuer publishes (RFC 7517, section 5): several while one takes over from another.</summary>
public sealed class JsonWebKeySet
{
    public const int MaximumKeys = 32;

    /// <summary>Far more than <see cref="MaximumKeys"/> keys need.</summary>
    public const int MaximumLength = 32 * 1024;

    private readonly Dictionary<string, EcPublicJwk> _keys;

    public JsonWebKeySet(IEnumerable<EcPublicJwk> keys)
    {
        Keys = [.. keys];
        ArgumentOutOfRangeException.ThrowIfZero(Keys.Count, nameof(keys));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Keys.Count, MaximumKeys, nameof(keys));
        _keys = Keys.ToDictionary(key => key.KeyId ?? throw new ArgumentException("A published key has a key id.", nameof(keys)), StringComparer.Ordinal);
    }

    public IReadOnlyList<EcPublicJwk> Keys { get; }

    public bool TryFind(string keyId, [NotNullWhen(true)] out EcPublicJwk? key) => _keys.TryGetValue(keyId, out key);

    public byte[] Write() => JsonText.Write(WriteTo);

    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonWebKeySet? keys)
    {
        keys = null;
        return utf8.Length <= MaximumLength && StrictJson.Read(utf8, out JsonElement root) == JsonFault.None && TryRead(root, out keys);
    }

    /// <summary>False unless every key is a P-256 key with a key id of its own.</summary>
    internal static bool TryRead(JsonElement root, [NotNullWhen(true)] out JsonWebKeySet? keys)
    {
        keys = null;
        if (root.ValueKind != JsonValueKind.Object || !root.HasOnly("keys") || !root.TryGetProperty("keys", out JsonElement array)
            || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() is 0 or > MaximumKeys)
        {
            return false;
        }

        var read = new Dictionary<string, EcPublicJwk>(StringComparer.Ordinal);
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (!EcPublicJwk.TryRead(item, out EcPublicJwk? key) || key.KeyId is null || !read.TryAdd(key.KeyId, key))
            {
                return false;
            }
        }

        keys = new JsonWebKeySet(read.Values);
        return true;
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (EcPublicJwk key in Keys)
        {
            key.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
