using System.Numerics;

namespace Zkml.Matching.Templates;

/// <summary>
/// An iris code and its mask: 16 rows × 256 columns × 2 filters × 2 parts, 16 384 bits each. Kept as one word for each column, four bits for
/// each row, so that a turn of the eye moves words. At one place in memory, zeroed there on
/// dispose; has no text form.
/// </summary>
public sealed class IrisTemplate : IDisposable
{
    public const int Rows = 16;

    public const int Columns = 256;

    public const int Filters = 2;

    /// <summary>Real, imaginary.</summary>
    public const int Parts = 2;

    /// <summary>Of the code, and as many of the mask.</summary>
    public const int Bits = Rows * Columns * PerCell;

    /// <summary>Bytes of the packed code, and as many of the packed mask.</summary>
    public const int PackedLength = Bits / 8;

    private const int PerCell = Filters * Parts;

    private readonly ulong[] _code;
    private readonly ulong[] _mask;

    private IrisTemplate(ulong[] code, ulong[] mask) => (_code, _mask) = (code, mask);

    /// <summary>Word j: the four bits of row i at 4i, filter and part most significant first.</summary>
    internal ReadOnlySpan<ulong> CodeColumns => _code;

    internal ReadOnlySpan<ulong> MaskColumns => _mask;

    /// <param name="code">One byte for each bit, 0 or 1, in the order of serialisation: row, column, filter, part.</param>
    /// <param name="mask">Likewise.</param>
    public static IrisTemplate OfBits(ReadOnlySpan<byte> code, ReadOnlySpan<byte> mask) => new(OfBits(code), OfBits(mask));

    /// <param name="code">2 048 bytes, bits in the order of serialisation, most significant first.</param>
    /// <param name="mask">Likewise.</param>
    public static IrisTemplate OfPacked(ReadOnlySpan<byte> code, ReadOnlySpan<byte> mask) => new(OfPacked(code), OfPacked(mask));

    /// <summary>Mask bits that are 1.</summary>
    public int ValidBits => _mask.Sum(BitOperations.PopCount);

    /// <summary>0 or 1.</summary>
    /// <param name="bit">Place in the order of serialisation.</param>
    public int Code(int bit) => Bit(_code, bit);

    /// <summary>0 or 1.</summary>
    /// <param name="bit">Place in the order of serialisation.</param>
    public int Mask(int bit) => Bit(_mask, bit);

    /// <summary>What <see cref="OfPacked(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/> takes.</summary>
    public void WritePacked(Span<byte> code, Span<byte> mask)
    {
        WritePacked(_code, code);
        WritePacked(_mask, mask);
    }

    public void Dispose()
    {
        Array.Clear(_code);
        Array.Clear(_mask);
    }

    /// <summary>A template is nobody's to print.</summary>
    public override string ToString() => nameof(IrisTemplate);

    private static int Bit(ulong[] columns, int bit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)bit, (uint)Bits, nameof(bit));
        return (int)(columns[bit / PerCell % Columns] >> Place(bit)) & 1;
    }

    /// <summary>Of a bit in the word of its column.</summary>
    private static int Place(int bit) => bit / (Columns * PerCell) * PerCell + PerCell - 1 - bit % PerCell;

    private static ulong[] OfBits(ReadOnlySpan<byte> bits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bits.Length, Bits, nameof(bits));
        if (bits.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw new ArgumentException("A bit is 0 or 1.", nameof(bits));
        }

        ulong[] columns = GC.AllocateArray<ulong>(Columns, pinned: true);
        for (int bit = 0; bit < Bits; bit++)
        {
            columns[bit / PerCell % Columns] |= (ulong)bits[bit] << Place(bit);
        }

        return columns;
    }

    /// <summary>Packed bytes hold two columns of one row each.</summary>
    private static ulong[] OfPacked(ReadOnlySpan<byte> packed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(packed.Length, PackedLength, nameof(packed));
        ulong[] columns = GC.AllocateArray<ulong>(Columns, pinned: true);
        for (int i = 0; i < packed.Length; i++)
        {
            int row = 2 * i / Columns, column = 2 * i % Columns;
            columns[column] |= (ulong)(packed[i] >> PerCell) << (row * PerCell);
            columns[column + 1] |= (ulong)(packed[i] & 0xF) << (row * PerCell);
        }

        return columns;
    }

    private static void WritePacked(ulong[] columns, Span<byte> packed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(packed.Length, PackedLength, nameof(packed));
        for (int i = 0; i < packed.Length; i++)
        {
            int shift = 2 * i / Columns * PerCell, column = 2 * i % Columns;
            packed[i] = (byte)((columns[column] >> shift & 0xF) << PerCell | columns[column + 1] >> shift & 0xF);
        }
    }
}
