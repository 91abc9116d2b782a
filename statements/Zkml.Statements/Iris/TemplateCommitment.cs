using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;

namespace Zkml.Statements.Iris;

/// <summary>
/// The commitment to a template: Poseidon2 over 8 blinding elements, 8 zeros, the 16 rows of the code and the 16 rows of the mask. A row's
/// 1024 bits, in the order of serialisation, are packed 24 to an element, first bit lowest, and filled up with zeros to 48 elements: three blocks,
/// so that no block has bits of two rows.
/// </summary>
public static class TemplateCommitment
{
    internal const int BitsPerElement = 24, BlocksPerRow = 3, Rate = 16;

    internal const int RowBits = ProbeGrid.Bits / ProbeGrid.Rows;

    internal const int BitsPerBlock = BitsPerElement * Rate;

    /// <summary>One block of blinding and zeros, then the rows.</summary>
    internal const int Blocks = 1 + 2 * ProbeGrid.Rows * BlocksPerRow;

    internal const int Length = Blocks * Rate;

    internal static Poseidon2Sponge Sponge { get; } = new(Poseidon2.Width24, "zkml iris template 1");

    public static KoalaBear[] Commit(IrisTemplate template, ReadOnlySpan<KoalaBear> blinding)
    {
        uint[] packed = new uint[Length];
        for (int bit = 0; bit < ProbeGrid.Bits; bit++)
        {
            int row = bit / RowBits, place = bit % RowBits, element = (1 + row * BlocksPerRow) * Rate + place / BitsPerElement;
            packed[element] |= (uint)template.Code(bit) << (place % BitsPerElement);
            packed[element + ProbeGrid.Rows * BlocksPerRow * Rate] |= (uint)template.Mask(bit) << (place % BitsPerElement);
        }

        KoalaBear[] message = [.. packed.Skip(Poseidon2Commitment.BlindingLength).Select(KoalaBear.FromUInt32)];
        KoalaBear[] commitment = Poseidon2Commitment.Commit(Sponge, blinding, message);
        Array.Clear(packed);
        Array.Clear(message);
        return commitment;
    }
}
