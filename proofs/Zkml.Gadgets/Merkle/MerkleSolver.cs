using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Merkle;

/// <summary>Fills the cells of a <see cref="MerkleGadget"/>.</summary>
public static class MerkleSolver
{
    /// <returns>The root the path leads to; the statement holds when it is the given one.</returns>
    public static KoalaBear[] Fill(Witness witness, MerkleGadget gadget, ReadOnlySpan<KoalaBear> leaf, PoseidonMerklePath path)
    {
        const int Digest = PoseidonMerkleTree.DigestLength;
        ArgumentOutOfRangeException.ThrowIfNotEqual(leaf.Length, Digest, nameof(leaf));
        ArgumentOutOfRangeException.ThrowIfNotEqual(path.Depth, gadget.Bits.Shape[0], nameof(path));
        Span<KoalaBear> state = stackalloc KoalaBear[2 * Digest];
        Span<KoalaBear> left = stackalloc KoalaBear[Digest];
        KoalaBear[] node = leaf.ToArray();
        for (int level = 0; level < path.Depth; level++)
        {
            int bit = (path.Index >> level) & 1;
            node.CopyTo(state[(bit * Digest)..]);
            path.Siblings[level].CopyTo(state[((1 - bit) * Digest)..]);
            state[..Digest].CopyTo(left);
            witness.Set(gadget.Bits, level, bit);
            Write(witness[gadget.Pairs], gadget.Pairs.Shape.Stride(0), level, state);
            Poseidon2Solver.Permute(witness, gadget.Permutations, level, state);
            for (int i = 0; i < Digest; i++)
            {
                node[i] = state[i] + left[i];
            }
        }

        state.Clear();
        left.Clear();
        return node;
    }

    private static void Write(Span<uint> cells, int stride, int column, ReadOnlySpan<KoalaBear> elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            cells[i * stride + column] = elements[i].Montgomery;
        }
    }
}
