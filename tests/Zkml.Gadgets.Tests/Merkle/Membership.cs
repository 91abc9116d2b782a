using Zkml.Fields;
using Zkml.Gadgets.Merkle;
using Zkml.Gadgets.Tests.Hashing;
using Zkml.Protocol.Language;
using static Zkml.Gadgets.Tests.Merkle.TheRegistryTree;

namespace Zkml.Gadgets.Tests.Merkle;

public sealed class Membership
{
    private const string Half = "member node is the half its bit names";
    private const string Root = "member last node is the root";

    [Fact]
    public void A_leaf_at_any_place_is_a_member_at_every_depth_up_to_twenty()
    {
        for (int depth = 1; depth <= 20; depth++)
        {
            PoseidonMerkleTree tree = Tree(depth, 21);
            foreach (int index in new[] { 0, 1, tree.Count / 2, tree.Count - 1 })
            {
                using var proof = new Proof(tree.Root, Leaf(index), tree.Path(index));
                Assert.Empty(proof.Violations());
                Assert.Equal(index, Enumerable.Range(0, depth).Sum(k => proof.Witness.Get(proof.Gadget.Bits, k).ToInt32() << k));
            }
        }
    }

    [Fact]
    public void Another_leaf_bit_sibling_or_root_is_rejected_by_the_root()
    {
        PoseidonMerkleTree tree = Tree(5, 20);
        PoseidonMerklePath path = tree.Path(13);
        KoalaBear[][] siblings = [.. path.Siblings];
        siblings[2] = Leaf(99);
        KoalaBear[] otherRoot = tree.Root;
        otherRoot[7] += KoalaBear.One;

        Rejected(tree.Root, Leaf(12), path);
        Rejected(tree.Root, Leaf(13), new PoseidonMerklePath(13 ^ 4, path.Siblings));
        Rejected(tree.Root, Leaf(13), new PoseidonMerklePath(13, siblings));
        Rejected(otherRoot, Leaf(13), path);

        static void Rejected(KoalaBear[] root, KoalaBear[] leaf, PoseidonMerklePath path)
        {
            using var proof = new Proof(root, leaf, path);
            Assert.Equal([Root], proof.Violations());
        }
    }

    [Fact]
    public void A_chain_that_starts_at_another_leaf_than_the_given_one_is_rejected()
    {
        PoseidonMerkleTree tree = Tree(4, 9);
        using var proof = new Proof(tree.Root, Leaf(6), tree.Path(6), claimed: Leaf(7));
        Assert.Equal([Half], proof.Violations());
    }

    [Fact]
    public void An_inner_node_is_not_accepted_as_a_leaf_of_the_shorter_path()
    {
        PoseidonMerkleTree tree = Tree(4, 16);
        PoseidonMerklePath path = tree.Path(6);
        KoalaBear[] inner = Poseidon2Compression.Compress(Leaf(6), Leaf(7));
        foreach (KoalaBear[] last in new[] { new KoalaBear[8], Leaf(3), tree.Root })
        {
            using var proof = new Proof(tree.Root, inner, new PoseidonMerklePath(6 >> 1, [.. path.Siblings.Skip(1), last]));
            Assert.Equal([Root], proof.Violations());
        }
    }

    [Fact]
    public void A_bit_that_is_not_boolean_is_rejected_even_when_the_pair_is_made_to_fit()
    {
        PoseidonMerkleTree tree = Tree(3, 8);
        using var proof = new Proof(tree.Root, Leaf(5), tree.Path(5));

        // Level 0 compresses (left, right) = (Leaf 4, Leaf 5). With b free, any leaf' on the line left + b·(right − left) would pass: claim one.
        KoalaBear two = KoalaBear.FromInt64(2);
        for (int i = 0; i < 8; i++)
        {
            proof.Witness[proof.LeafCells][i] = (Leaf(4)[i] + two * (Leaf(5)[i] - Leaf(4)[i])).Montgomery;
        }

        proof.Witness.Set(proof.Gadget.Bits, 0, 2);
        Assert.Equal(["member index are bits"], proof.Violations());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_changed_cell_is_rejected(int depth)
    {
        PoseidonMerkleTree tree = Tree(depth, 2);
        using var proof = new Proof(tree.Root, Leaf(1), tree.Path(1));
        WitnessAttacks.EveryCellIsRead(proof.Witness.Statement);
        WitnessAttacks.EveryChangedCellIsRejected(proof.Witness, proof.Arena);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Only_leaf_and_siblings_are_free_but_for_the_eight_elements_of_the_root(int depth)
    {
        PoseidonMerkleTree tree = Tree(depth, 2);
        using var proof = new Proof(tree.Root, Leaf(1), tree.Path(1));
        Assert.Equal(8 + 8 * depth - 8, Linearisation.FreeDirections(proof.Witness, proof.Arena));
    }

    [Fact]
    public void A_sample_of_changed_cells_is_rejected_at_depth_twenty()
    {
        PoseidonMerkleTree tree = Tree(20, 33);
        using var proof = new Proof(tree.Root, Leaf(21), tree.Path(21));
        WitnessAttacks.EveryChangedCellIsRejected(proof.Witness, proof.Arena, stride: 61);
    }

    private static PoseidonMerkleTree Tree(int depth, int leaves)
    {
        var tree = new PoseidonMerkleTree(depth);
        for (int i = 0; i < Math.Min(leaves, tree.Capacity); i++)
        {
            tree.Append(Leaf(i));
        }

        return tree;
    }

    private sealed class Proof : IDisposable
    {
        public Proof(KoalaBear[] root, KoalaBear[] leaf, PoseidonMerklePath path, KoalaBear[]? claimed = null)
        {
            var builder = new StatementBuilder("test/membership");
            LeafCells = builder.Commit("leaf", 8, 1);
            View rootView = View.ConstantArray(Shape.Of(8, 1), [.. root.Select(e => (long)e.ToUInt32())]);
            Gadget = MerkleGadget.Constrain(builder, "member", new MerkleGadget.Given(LeafCells.View, rootView, path.Depth));
            Witness = new Witness(builder.Build(), Arena);
            for (int i = 0; i < 8; i++)
            {
                Witness[LeafCells][i] = (claimed ?? leaf)[i].Montgomery;
            }

            Assert.Equal(path.Root(leaf), MerkleSolver.Fill(Witness, Gadget, leaf, path));
        }

        public Arena Arena { get; } = new(1 << 20);

        public Tensor LeafCells { get; }

        public MerkleGadget Gadget { get; }

        public Witness Witness { get; }

        public string[] Violations() => WitnessAttacks.Violations(Witness, Arena);

        public void Dispose()
        {
            Witness.Dispose();
            Arena.Dispose();
        }
    }
}
