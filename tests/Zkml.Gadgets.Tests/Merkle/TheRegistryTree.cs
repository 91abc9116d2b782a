using CsCheck;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;

namespace Zkml.Gadgets.Tests.Merkle;

public sealed class TheRegistryTree
{
    internal static KoalaBear[] Leaf(int number) => [.. Enumerable.Range(0, 8).Select(i => KoalaBear.FromInt64(number * 1_000_003L + i + 1))];

    [Fact]
    public void The_root_is_that_of_the_complete_tree_with_zeros_for_missing_leaves()
    {
        for (int depth = 1; depth <= 4; depth++)
        {
            var tree = new PoseidonMerkleTree(depth);
            for (int count = 0; count <= tree.Capacity; count++)
            {
                List<KoalaBear[]> nodes = [.. Enumerable.Range(0, tree.Capacity).Select(i => i < count ? Leaf(i) : new KoalaBear[8])];
                while (nodes.Count > 1)
                {
                    nodes = [.. nodes.Chunk(2).Select(pair => Poseidon2Compression.Compress(pair[0], pair[1]))];
                }

                Assert.Equal(nodes[0], tree.Root);
                if (count < tree.Capacity)
                {
                    Assert.Equal(count, tree.Append(Leaf(count)));
                }
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => tree.Append(Leaf(0)));
        }
    }

    [Fact]
    public void Every_path_leads_to_the_root_after_any_appends_and_updates() =>
        Gen.Int[0, 12].Array[1, 40].Sample(steps =>
        {
            var tree = new PoseidonMerkleTree(8);
            var leaves = new List<KoalaBear[]>();
            foreach (int step in steps)
            {
                KoalaBear[] leaf = Leaf(leaves.Count * 13 + step);
                if (step > 8 && leaves.Count > 0)
                {
                    int index = step % leaves.Count;
                    tree.Update(index, leaf);
                    leaves[index] = leaf;
                }
                else
                {
                    KoalaBear[][] added = [.. Enumerable.Range(0, 1 + step / 3).Select(i => Leaf(1000 * i + step))];
                    tree.AppendRange(added.SelectMany(a => a).ToArray());
                    leaves.AddRange(added);
                }
            }

            return Enumerable.Range(0, tree.Count).All(i =>
                tree.Leaf(i).SequenceEqual(leaves[i]) && tree.Path(i).Root(leaves[i]).SequenceEqual(tree.Root)
                && !tree.Path(i).Root(Leaf(-1)).SequenceEqual(tree.Root));
        }, iter: 20);

    [Fact]
    public void A_tree_of_a_million_places_holds_only_what_was_added()
    {
        var tree = new PoseidonMerkleTree(20);
        for (int i = 0; i < 100; i++)
        {
            tree.Append(Leaf(i));
        }

        Assert.Equal(1 << 20, tree.Capacity);
        Assert.Equal(tree.Root, tree.Path(63).Root(Leaf(63)));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Path(100));
    }

    [Fact]
    public void A_path_is_decoded_only_from_its_own_encoding()
    {
        var tree = new PoseidonMerkleTree(3);
        tree.AppendRange([.. Leaf(0), .. Leaf(1), .. Leaf(2)]);
        byte[] bytes = tree.Path(2).ToBytes();
        Assert.True(PoseidonMerklePath.TryRead(bytes, 3, out PoseidonMerklePath? path));
        Assert.Equal(tree.Root, path!.Root(Leaf(2)));
        Assert.Equal(bytes, path.ToBytes());

        Assert.False(PoseidonMerklePath.TryRead(bytes, 4, out _));
        Assert.False(PoseidonMerklePath.TryRead(bytes.AsSpan(1), 3, out _));
        Assert.False(PoseidonMerklePath.TryRead([.. bytes, 0], 3, out _));
        Assert.False(PoseidonMerklePath.TryRead([8, .. bytes.AsSpan(1)], 3, out _));
        byte[] notCanonical = [.. bytes];
        notCanonical.AsSpan(4, 4).Fill(0xff);
        Assert.False(PoseidonMerklePath.TryRead(notCanonical, 3, out _));
    }
}
