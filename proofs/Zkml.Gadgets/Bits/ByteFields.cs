using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Bits;

/// <summary>
/// Fixed-offset fields of a byte string: views whose last axis counts bytes that are known to be in [0, 256) (sums of committed bits, or
/// looked up). All results are linear views; nothing is committed.
/// </summary>
public static class ByteFields
{
    /// <summary>256^3 &lt; p &lt; 256^4: at most three bytes make one field element without two byte strings making the same.</summary>
    public const int MaxBytesPerElement = 3;

    /// <summary>The bytes as one number, first byte most significant; the last axis becomes 1. At most three bytes.</summary>
    public static View BigEndian(this View bytes) => bytes.BigEndianLimbs(RequireOneElement(bytes));

    /// <summary>The bytes as one number, first byte least significant; the last axis becomes 1. At most three bytes.</summary>
    public static View LittleEndian(this View bytes) => bytes.ThenLast(Pack(bytes, RequireOneElement(bytes), bigEndian: false));

    /// <summary>
    /// A long big-endian number as limbs of <paramref name="bytesPerLimb"/> bytes, least significant limb first; the first bytes may make a
    /// shorter limb.
    /// </summary>
    public static View BigEndianLimbs(this View bytes, int bytesPerLimb)
    {
        RequireBytesPerElement(bytesPerLimb);
        int count = Last(bytes), limbs = (count + bytesPerLimb - 1) / bytesPerLimb;
        return bytes.ThenLast(AxisMap.Sparse(limbs, count, [.. Enumerable.Range(0, count)
            .Select(i => (Byte: count - 1 - i, Place: i))
            .Select(b => new AxisMap.Entry(b.Place / bytesPerLimb, b.Byte, 1L << (8 * (b.Place % bytesPerLimb))))]));
    }

    /// <summary>
    /// Elements of <paramref name="bytesPerElement"/> (≤ 3) bytes each, first byte most significant, the last element filled up with zero bytes
    /// at its end: injective for byte strings of one length, so hashing the elements is hashing the bytes. For strings of several lengths, hash the
    /// length, too.
    /// </summary>
    public static View Packed(this View bytes, int bytesPerElement)
    {
        RequireBytesPerElement(bytesPerElement);
        return bytes.ThenLast(Pack(bytes, bytesPerElement, bigEndian: true));
    }

    /// <summary>The elements of <see cref="Packed"/> for public or already known bytes.</summary>
    public static long[] Pack(ReadOnlySpan<byte> bytes, int bytesPerElement)
    {
        RequireBytesPerElement(bytesPerElement);
        var elements = new long[(bytes.Length + bytesPerElement - 1) / bytesPerElement];
        for (int i = 0; i < bytes.Length; i++)
        {
            elements[i / bytesPerElement] += (long)bytes[i] << (8 * (bytesPerElement - 1 - i % bytesPerElement));
        }

        return elements;
    }

    /// <summary>
    /// Along the last axis the bytes are these constants of the statement, at every index of the other axes. Public values that change from proof to
    /// proof are public arrays: compare with AssertEqual.
    /// </summary>
    public static void AssertBytes(StatementBuilder builder, string name, View bytes, ReadOnlySpan<byte> expected)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(expected.Length, Last(bytes), nameof(expected));
        var weights = new Coefficient[expected.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (long)expected[i];
        }

        builder.AssertEqual(name, bytes, View.ConstantProduct(
            [.. Enumerable.Range(0, bytes.Shape.Rank - 1).Select(a => AxisMap.Broadcast(bytes.Shape[a])), AxisMap.Weights(weights)]));
    }

    private static AxisMap Pack(View bytes, int perElement, bool bigEndian)
    {
        int count = Last(bytes), elements = (count + perElement - 1) / perElement;
        return AxisMap.Sparse(elements, count, [.. Enumerable.Range(0, count).Select(i =>
            new AxisMap.Entry(i / perElement, i, 1L << (8 * (bigEndian ? perElement - 1 - i % perElement : i % perElement))))]);
    }

    private static int Last(View bytes) => bytes.Shape[bytes.Shape.Rank - 1];

    private static int RequireOneElement(View bytes)
    {
        RequireBytesPerElement(Last(bytes));
        return Last(bytes);
    }

    private static void RequireBytesPerElement(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBytesPerElement);
    }
}
