using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>Where bytes and bits of message and digest lie in the committed words, as maps along all cells of a message.</summary>
internal static class Sha256Layout
{
    /// <summary>Cells of the 64 words of a block.</summary>
    public const int CellsPerBlock = 32 * Sha256Constants.Rounds;

    /// <summary>Cells of four words of the state.</summary>
    public const int CellsPerState = 32 * Sha256Tensors.StateDepth;

    /// <summary>count bytes of the message, each from its eight bits.</summary>
    public static AxisMap MessageBytes(int start, int count, int blocks) =>
        Numbers(blocks * CellsPerBlock, count, 8, (i, bit) => MessageCell(start + i, bit));

    /// <summary>8·count bits, most significant first in each byte.</summary>
    public static AxisMap MessageBits(int start, int count, int blocks) =>
        Numbers(blocks * CellsPerBlock, 8 * count, 1, (i, _) => MessageCell(start + i / 8, 7 - i % 8));

    /// <summary>A block's 512 bits, least significant first in each byte.</summary>
    public static AxisMap BlockBitsLowestFirst { get; } = Numbers(CellsPerBlock, 8 * Sha256Constants.BytesPerBlock, 1, (i, _) => MessageCell(i / 8, i % 8));

    /// <summary>The digest's 32 bytes, those that come from one half of the last block's state.</summary>
    public static AxisMap DigestBytes(bool setE, int blocks) => Numbers(blocks * CellsPerState, 32, 8, (i, bit) => DigestCell(setE, i, bit, blocks));

    /// <summary>The digest's 256 bits, most significant first in each byte.</summary>
    public static AxisMap DigestBits(bool setE, int blocks) =>
        Numbers(blocks * CellsPerState, 256, 1, (i, _) => DigestCell(setE, i / 8, 7 - i % 8, blocks));

    /// <summary>out i = Σ_bit 2^bit·cell(i, bit), where the cell is not null.</summary>
    private static AxisMap Numbers(int cells, int count, int bits, Func<int, int, int?> cell)
    {
        var entries = new List<AxisMap.Entry>(count * bits);
        for (int i = 0; i < count; i++)
        {
            for (int bit = 0; bit < bits; bit++)
            {
                if (cell(i, bit) is { } from)
                {
                    entries.Add(new AxisMap.Entry(i, from, 1L << bit));
                }
            }
        }

        return AxisMap.Sparse(count, cells, entries);
    }

    /// <summary>Words are big-endian.</summary>
    private static int BitOfWord(int byteIndex, int bit) => 8 * (3 - byteIndex % 4) + bit;

    private static int? MessageCell(int byteIndex, int bit)
    {
        (int block, int inBlock) = Math.DivRem(byteIndex, Sha256Constants.BytesPerBlock);
        return block * CellsPerBlock + BitOfWord(inBlock, bit) * Sha256Constants.Rounds + inBlock / 4;
    }

    private static int? DigestCell(bool setE, int byteIndex, int bit, int blocks)
    {
        const int Depth = Sha256Tensors.StateDepth;
        int word = byteIndex / 4 - (setE ? Depth : 0);
        return word is < 0 or >= Depth ? null : (blocks - 1) * CellsPerState + BitOfWord(byteIndex, bit) * Depth + Depth - 1 - word;
    }
}
