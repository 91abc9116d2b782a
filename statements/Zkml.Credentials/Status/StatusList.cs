using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Zkml.Credentials.Json;
using Zkml.Credentials.Status;

namespace Zkml.Credentials;

/// <summary>
/// Entries of 1, 2, 4 or 8 bits, packed from the lowest bit of each byte upwards (Token Status List, section 4.1). Not safe for writers on several threads.
/// </summary>
public sealed class StatusList
{
    /// <summary>2^20 entries of 8 bits.</summary>
    public const int MaximumBytes = 1 << 20;

    private readonly byte[] _packed;

    /// <param name="bits">Of one entry: 1, 2, 4 or 8.</param>
    /// <param name="count">Entries; they fill whole bytes.</param>
    public StatusList(int bits, int count)
        : this(bits, new byte[LengthOf(bits, count)])
    {
    }

    private StatusList(int bits, byte[] packed) => (Bits, _packed) = (bits, packed);

    public int Bits { get; }

    public int Count => _packed.Length * (8 / Bits);

    public int this[int index]
    {
        get
        {
            (int place, int shift) = Locate(index);
            return (_packed[place] >> shift) & Mask;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Mask);
            (int place, int shift) = Locate(index);
            _packed[place] = (byte)((_packed[place] & ~(Mask << shift)) | (value << shift));
        }
    }

    private int Mask => (1 << Bits) - 1;

    /// <summary>A list whose packed bytes are kept elsewhere, such as in a database.</summary>
    public static StatusList FromPacked(int bits, ReadOnlySpan<byte> packed)
    {
        _ = LengthOf(bits, packed.Length * (8 / Math.Max(bits, 1)));
        return new StatusList(bits, packed.ToArray());
    }

    public byte[] ToPacked() => (byte[])_packed.Clone();

    /// <summary>The value of <c>status_list</c> in a status list token; members for the future are refused.</summary>
    internal static bool TryRead(JsonElement element, [NotNullWhen(true)] out StatusList? list)
    {
        list = null;
        if (element.ValueKind != JsonValueKind.Object || !element.HasOnly("bits", "lst", "aggregation_uri") || !element.TryNumber("bits", out long bits)
            || bits is not (1 or 2 or 4 or 8) || !element.TryString("lst", out string? text)
            || !ZlibText.TryExpand(text, MaximumBytes, out byte[]? packed) || packed.Length == 0)
        {
            return false;
        }

        list = new StatusList((int)bits, packed);
        return true;
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("bits", Bits);
        json.WriteString("lst", ZlibText.Compress(_packed));
        json.WriteEndObject();
    }

    private static int LengthOf(int bits, int count)
    {
        if (bits is not (1 or 2 or 4 or 8))
        {
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "An entry has 1, 2, 4 or 8 bits.");
        }

        int perByte = 8 / bits;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaximumBytes * perByte);
        ArgumentOutOfRangeException.ThrowIfNotEqual(count % perByte, 0, nameof(count));
        return count / perByte;
    }

    private (int Place, int Shift) Locate(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int perByte = 8 / Bits;
        return (index / perByte, index % perByte * Bits);
    }
}
