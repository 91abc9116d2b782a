using System.Runtime.InteropServices;

namespace Zkml.Matching;

/// <summary>A store's part of all products of one comparison: uniform for who has not the two others.</summary>
public sealed class PartialProducts
{
    internal PartialProducts(ushort[] values) => Values = values;

    /// <summary>Signs and mask bits of each turn, in turn.</summary>
    internal ushort[] Values { get; }

    /// <summary>False unless there are two values for each turn.</summary>
    public static PartialProducts? TryRead(ReadOnlySpan<byte> bytes) => bytes.Length == 2 * ShareLayout.Turns * sizeof(ushort)
        ? new PartialProducts(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray())
        : null;

    public byte[] Write() => MemoryMarshal.AsBytes(Values.AsSpan()).ToArray();

    public override string ToString() => nameof(PartialProducts);
}
