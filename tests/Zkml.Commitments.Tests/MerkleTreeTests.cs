using System.Security.Cryptography;
using CsCheck;
using Zkml.Fields;

namespace Zkml.Commitments.Tests;

public sealed class MerkleTreeTests
{
    /// <summary>A depth, distinct ascending leaves of such a tree (at least one), and a seed.</summary>
    private static readonly Gen<(int Depth, int[] Indices, byte Seed)> Trees =
        Gen.Int[0, 7].SelectMany(depth => Gen.Select(
            Gen.Int[0, (1 << depth) - 1].Array[1, 40],
            Gen.Byte,
            (indices, seed) => (depth, indices.Distinct().Order().ToArray(), seed)));

    [Fact]
    public void The_root_is_the_recursive_hash_with_a_four_byte_tag()
    {
        byte[] leaves = Leaves(2, 1);
        using var arena = new Arena(1 << 12);
        byte[] left = Node(leaves[..32], leaves[32..64]), right = Node(leaves[64..96], leaves[96..]);
        Assert.Equal(Node(left, right), new MerkleTree(leaves, arena).Root.ToArray());

        static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([0, 0, 0, 1, .. left, .. right]);
    }

    [Fact]
    public void A_tree_of_one_leaf_is_that_leaf()
    {
        using var arena = new Arena(1 << 12);
        byte[] leaf = Leaves(0, 9);
        Assert.Equal(leaf, new MerkleTree(leaf, arena).Root.ToArray());
        Assert.True(MerkleTree.Verify(leaf, 0, [0], leaf, []));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(12)]
    public void The_number_of_threads_does_not_change_the_root(int depth)
    {
        byte[] leaves = Leaves(depth, 3);
        using var arena = new Arena(1 << 20);
        byte[] expected = new MerkleTree(leaves, arena).Root.ToArray();
        foreach (int threads in (int[])[2, 3, 4, 64])
        {
            Assert.Equal(expected, new MerkleTree(leaves, arena, threads).Root.ToArray());
        }
    }

    [Fact]
    public void Multi_proofs_verify() =>
        Trees.Sample(x =>
        {
            byte[] leaves = Leaves(x.Depth, x.Seed);
            using var arena = new Arena(1 << 14);
            var tree = new MerkleTree(leaves, arena);
            return MerkleTree.Verify(tree.Root, x.Depth, x.Indices, Pick(leaves, x.Indices), Proof(tree, x.Indices));
        });

    [Fact]
    public void Any_changed_bit_of_root_leaf_or_proof_is_rejected() =>
        Gen.Select(Trees, Gen.UInt).Sample((x, choice) =>
        {
            byte[] leaves = Leaves(x.Depth, x.Seed);
            using var arena = new Arena(1 << 14);
            var tree = new MerkleTree(leaves, arena);
            byte[][] parts = [tree.Root.ToArray(), Pick(leaves, x.Indices), Proof(tree, x.Indices)];
            byte[] target = parts.Where(p => p.Length > 0).ElementAt((int)(choice % parts.Count(p => p.Length > 0)));
            target[choice / 32 % target.Length] ^= (byte)(1 << (int)(choice / 4 % 8));
            return !MerkleTree.Verify(parts[0], x.Depth, x.Indices, parts[1], parts[2]);
        });

    [Fact]
    public void Only_the_exact_proof_length_is_accepted() =>
        Trees.Sample(x =>
        {
            byte[] leaves = Leaves(x.Depth, x.Seed);
            using var arena = new Arena(1 << 14);
            var tree = new MerkleTree(leaves, arena);
            byte[] opened = Pick(leaves, x.Indices), proof = Proof(tree, x.Indices);
            return !MerkleTree.Verify(tree.Root, x.Depth, x.Indices, opened, [.. proof, 0])
                && !MerkleTree.Verify(tree.Root, x.Depth, x.Indices, opened, [.. proof, .. new byte[32]])
                && (proof.Length == 0 || !MerkleTree.Verify(tree.Root, x.Depth, x.Indices, opened, proof.AsSpan(0, proof.Length - 32)));
        });

    [Fact]
    public void A_leaf_is_not_accepted_at_another_place()
    {
        byte[] leaves = Leaves(5, 4);
        using var arena = new Arena(1 << 14);
        var tree = new MerkleTree(leaves, arena);
        Assert.False(MerkleTree.Verify(tree.Root, 5, [7], Pick(leaves, [6]), Proof(tree, [6])));
        Assert.False(MerkleTree.Verify(tree.Root, 5, [6], Pick(leaves, [6]), Proof(tree, [7])));
    }

    [Fact]
    public void Random_proofs_are_refused_without_an_exception() =>
        Gen.Select(Trees, Gen.Byte.Array[0, 64], Gen.Bool).Sample((x, bytes, exactLength) =>
        {
            int length = exactLength ? 32 * MerkleTree.ProofDigests(x.Depth, x.Indices) : bytes.Length;
            var proof = new byte[length];
            bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(proof);
            return !MerkleTree.Verify(new byte[32], x.Depth, x.Indices, Pick(Leaves(x.Depth, x.Seed), x.Indices), proof);
        });

    [Fact]
    public void Neighbours_share_their_path()
    {
        Assert.Equal(10, MerkleTree.ProofDigests(10, [17]));
        Assert.Equal(9, MerkleTree.ProofDigests(10, [16, 17]));
        Assert.Equal(10, MerkleTree.ProofDigests(10, [17, 18]));
        Assert.Equal(0, MerkleTree.ProofDigests(3, [0, 1, 2, 3, 4, 5, 6, 7]));
    }

    [Fact]
    public void Unsorted_repeated_or_outside_indices_are_a_programmer_error()
    {
        foreach (int[] indices in (int[][])[[3, 2], [2, 2], [-1], [8]])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.ProofDigests(3, indices));
        }
    }

    private static byte[] Leaves(int depth, byte seed) =>
        [.. Enumerable.Range(0, 1 << depth).SelectMany(i => SHA256.HashData([seed, (byte)i, (byte)(i >> 8)]))];

    private static byte[] Pick(byte[] leaves, int[] indices) => [.. indices.SelectMany(i => leaves[(32 * i)..(32 * i + 32)])];

    private static byte[] Proof(MerkleTree tree, int[] indices)
    {
        var proof = new byte[32 * MerkleTree.ProofDigests(tree.Depth, indices)];
        tree.WriteProof(indices, proof);
        return proof;
    }
}
