using System.Globalization;

namespace Zkml.Captures;

/// <summary>
/// major.minor.patch as one number, 8 + 8 + 16 bits, so that a later version is a larger number: a circuit compares two 16-bit limbs.
/// </summary>
public readonly record struct FirmwareVersion(uint Value) : IComparable<FirmwareVersion>
{
    public FirmwareVersion(byte major, byte minor, ushort patch)
        : this((uint)major << 24 | (uint)minor << 16 | patch)
    {
    }

    public static bool operator <(FirmwareVersion left, FirmwareVersion right) => left.Value < right.Value;

    public static bool operator >(FirmwareVersion left, FirmwareVersion right) => left.Value > right.Value;

    public static bool operator <=(FirmwareVersion left, FirmwareVersion right) => left.Value <= right.Value;

    public static bool operator >=(FirmwareVersion left, FirmwareVersion right) => left.Value >= right.Value;

    /// <summary>Three decimal numbers without sign, space or leading zeros.</summary>
    public static bool TryParse(string? text, out FirmwareVersion version)
    {
        version = default;
        if (text?.Split('.') is not [var major, var minor, var patch]
            || !byte.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out byte first)
            || !byte.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out byte second)
            || !ushort.TryParse(patch, NumberStyles.None, CultureInfo.InvariantCulture, out ushort third))
        {
            return false;
        }

        version = new FirmwareVersion(first, second, third);
        return version.ToString() == text;
    }

    public int CompareTo(FirmwareVersion other) => Value.CompareTo(other.Value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value >> 24}.{(byte)(Value >> 16)}.{(ushort)Value}");
}
