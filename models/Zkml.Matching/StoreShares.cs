using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Zkml.Matching;

/// <summary>
/// Two of three shares of one template: enough for one store to compute its part of a product of two shared vectors, too few to learn anything
/// (replicated sharing, Araki and others, CCS 2016). Zeroed on dispose.
/// </summary>
public sealed class StoreShares : IDisposable
{
    /// <summary>Bytes of both shares.</summary>
    public const int ByteLength = 2 * ShareLayout.Length * sizeof(ushort);

    internal StoreShares(int store, ushort[] own, ushort[] next) => (Store, Own, Next) = (store, own, next);

    /// <summary>0, 1 or 2.</summary>
    public int Store { get; }

    /// <summary>The share with the store's number.</summary>
    public ushort[] Own { get; }

    /// <summary>The share after it, cyclically.</summary>
    public ushort[] Next { get; }

    /// <summary>False unless these are the bytes of two shares.</summary>
    public static bool TryRead(int store, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out StoreShares? shares)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)store, (uint)ShareLayout.Shares);
        shares = bytes.Length == ByteLength ? new StoreShares(store, Read(bytes[..(ByteLength / 2)]), Read(bytes[(ByteLength / 2)..])) : null;
        return shares is not null;
    }

    /// <summary>Little-endian: the own share, then the next. The caller zeroes them.</summary>
    public byte[] Write()
    {
        var bytes = new byte[ByteLength];
        for (int i = 0; i < ShareLayout.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * sizeof(ushort)), Own[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((ShareLayout.Length + i) * sizeof(ushort)), Next[i]);
        }

        return bytes;
    }

    public void Dispose()
    {
        Array.Clear(Own);
        Array.Clear(Next);
    }

    /// <summary>Shares are nobody's to print.</summary>
    public override string ToString() => nameof(StoreShares);

    private static ushort[] Read(ReadOnlySpan<byte> bytes)
    {
        ushort[] values = MemoryMarshal.Cast<byte, ushort>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(values, values);
        }

        return values;
    }
}
