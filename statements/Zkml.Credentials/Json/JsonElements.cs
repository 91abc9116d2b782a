using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Zkml.Credentials.Json;

/// <summary>Members of an object, taken only when they have the one form that is written.</summary>
internal static class JsonElements
{
    /// <summary>The last second that <see cref="DateTimeOffset"/> can hold.</summary>
    private const long LastSecond = 253_402_300_799;

    public static bool TryString(this JsonElement element, string name, [NotNullWhen(true)] out string? value)
    {
        value = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
        return value is not null;
    }

    public static bool TryObject(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
    }

    public static bool TryNumber(this JsonElement element, string name, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) && TryNumber(member, out value);
    }

    /// <summary>Whole and not negative, written without fraction or exponent, so that no reader rounds it; at most 2^53 - 1.</summary>
    public static bool TryNumber(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number
            && long.TryParse(element.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value < 1L << 53;
    }

    /// <summary>A NumericDate (RFC 7519) in whole seconds.</summary>
    public static bool TryTime(this JsonElement element, string name, out DateTimeOffset value)
    {
        bool valid = element.TryNumber(name, out long seconds) && seconds <= LastSecond;
        value = valid ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return valid;
    }

    public static bool HasOnly(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                return false;
            }
        }

        return true;
    }
}
