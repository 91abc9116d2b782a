using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Merkle;

/// <summary>
/// A hidden leaf stands at a hidden index of the Poseidon2 tree with a given root. All levels are one batch of permutations, the level is
/// the last axis. Committed per level: the bit of the index and the pair (left ‖ right) that is compressed.
/// </summary>
/// <remarks>
/// node₀ = leaf, node_{k+1} = (P(left_k ‖ right_k) + left_k ‖ …) truncated to 8 elements, node_d = root (feed-forward: review, F21), and
/// bit_k · (right_k − left_k) = node_k − left_k, that is: the node is the left half for bit 0, the right half for bit 1. The other half is
/// the sibling, and free. Cells per level: 148 + 17. Distinct nonlinear views: 2 of the batch, the bits, right − left.
/// </remarks>
public sealed class MerkleGadget
{
    private const int Digest = PoseidonMerkleTree.DigestLength;

    /// <param name="Leaf">8 × 1. The caller shows that it is a leaf, for example with <see cref="DeviceLeafGadget"/>.</param>
    /// <param name="Root">8 × 1, usually public constants.</param>
    public sealed record Given(View Leaf, View Root, int Depth);

    private MerkleGadget(Tensor bits, Tensor pairs, Poseidon2Gadget permutations) => (Bits, Pairs, Permutations) = (bits, pairs, permutations);

    /// <summary>The index, least significant bit first (d).</summary>
    public Tensor Bits { get; }

    /// <summary>left ‖ right of every level, 16 × d.</summary>
    public Tensor Pairs { get; }

    public Poseidon2Gadget Permutations { get; }

    public static MerkleGadget Constrain(StatementBuilder builder, string name, Given given)
    {
        int depth = given.Depth;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth, nameof(given));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, PoseidonMerkleTree.MaxDepth, nameof(given));
        AxisMap levels = AxisMap.Identity(depth);
        Tensor bits = builder.CommitBits(name + " index", depth);
        Tensor pairs = builder.Commit(name + " pairs", 2 * Digest, depth);
        Poseidon2Gadget permutations = Poseidon2Gadget.Commit(builder, name + " compression", Poseidon2.Width16, depth);
        permutations.Constrain(pairs.View);

        View left = pairs.Map(AxisMap.Slice(2 * Digest, 0, Digest), levels);
        View right = pairs.Map(AxisMap.Slice(2 * Digest, Digest, Digest), levels);
        View above = permutations.Output.Then(AxisMap.Slice(2 * Digest, 0, Digest), levels) + left;
        View node = above.Then(AxisMap.Identity(Digest), AxisMap.Shift(depth, 1))
            + given.Leaf.Then(AxisMap.Identity(Digest), AxisMap.Strided(depth, 1, 1, 0));
        View bit = bits.MapAs(Shape.Of(1, depth), AxisMap.Broadcast(Digest), levels);
        builder.AssertZero(name + " node is the half its bit names", [new Product(1, bit, right - left)], left - node);
        builder.AssertEqual(name + " last node is the root", above.Then(AxisMap.Identity(Digest), AxisMap.Select(depth, depth - 1)), given.Root);
        return new MerkleGadget(bits, pairs, permutations);
    }
}
