using System.Numerics;
using System.Runtime.InteropServices;
using Zkml.Fields;

namespace Zkml.Commitments;

/// <summary>
/// A binary SHA-256 tree over 2^d leaf digests with inner nodes SHA-256(00 00 00 01 ‖ left ‖ right), and multi-proofs for sets of leaves.
/// </summary>
/// <remarks>
/// A multi-proof holds the digests of exactly those nodes that are needed and cannot be computed: level by level from the leaves up,
/// left to right in each level, the sibling of every node known so far whose sibling is not known too. Their number follows from the
/// indices, so nothing about the shape is read from the proof.
/// </remarks>
public sealed class MerkleTree
{
    public const int DigestSize = TreeHashing.DigestSize;

    /// <summary>Code lengths are at most 2^24, the two-adicity of the field.</summary>
    private const int MaxDepth = 24;

    /// <summary>Below this many leaves the second thread costs more than it saves.</summary>
    private const int LeavesPerThread = 1 << 9;

    /// <summary>Node i has the children 2i and 2i+1; node 1 is the root, the leaves are nodes 2^d … 2^(d+1)−1, node 0 is unused.</summary>
    private readonly FieldVector _nodes;

    /// <param name="leafDigests">2^d digests of 32 bytes.</param>
    /// <param name="arena">Keeps the nodes: large arrays, made anew for each proof, would have the heap collected each time.</param>
    /// <param name="threads">How many threads may hash.</param>
    public MerkleTree(ReadOnlySpan<byte> leafDigests, Arena arena, int threads = 1)
        : this(NodesOf(leafDigests, arena), threads)
    {
    }

    private MerkleTree(FieldVector nodes, int threads)
    {
        _nodes = nodes;
        Depth = BitOperations.Log2((uint)(Bytes(nodes).Length / DigestSize)) - 1;
        HashInnerNodes(threads);
    }

    public int Depth { get; }

    public ReadOnlySpan<byte> Root => Digests(1, 1);

    /// <summary>Number of digests in the multi-proof of these leaves.</summary>
    /// <param name="depth">log2 of the number of leaves.</param>
    /// <param name="indices">Distinct leaves, ascending.</param>
    public static int ProofDigests(int depth, ReadOnlySpan<int> indices) => NodesOfProof(depth, indices).Count;

    /// <summary>
    /// True if the leaves with these digests, at these places of a tree of 2^depth leaves, lead to the root.
    /// Never throws on the bytes of a proof; throws on arguments which are not the peer's.
    /// </summary>
    /// <param name="root">32 bytes.</param>
    /// <param name="depth">log2 of the number of leaves.</param>
    /// <param name="indices">Distinct leaves, ascending, at least one.</param>
    /// <param name="leafDigests">32 bytes per index.</param>
    /// <param name="proof">From the peer; must have exactly the length that the indices imply.</param>
    public static bool Verify(
        ReadOnlySpan<byte> root, int depth, ReadOnlySpan<int> indices, ReadOnlySpan<byte> leafDigests, ReadOnlySpan<byte> proof)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(root.Length, DigestSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(leafDigests.Length, DigestSize * indices.Length);
        ArgumentOutOfRangeException.ThrowIfZero(indices.Length);
        if (proof.Length != DigestSize * ProofDigests(depth, indices))
        {
            return false;
        }

        int[] known = indices.ToArray();
        byte[] digests = leafDigests.ToArray(), children = new byte[2 * digests.Length];
        int count = known.Length;
        for (int level = 0; level < depth; level++)
        {
            count = PairUp(known, count, digests, ref proof, children);
            TreeHashing.HashPairs(children.AsSpan(0, 2 * DigestSize * count), digests.AsSpan(0, DigestSize * count));
        }

        return root.SequenceEqual(digests.AsSpan(0, DigestSize));
    }

    /// <summary>Writes the multi-proof of these leaves.</summary>
    /// <param name="indices">Distinct leaves, ascending.</param>
    /// <param name="destination">32 · <see cref="ProofDigests"/> bytes.</param>
    public void WriteProof(ReadOnlySpan<int> indices, Span<byte> destination)
    {
        List<int> nodes = NodesOfProof(Depth, indices);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, DigestSize * nodes.Count);
        for (int i = 0; i < nodes.Count; i++)
        {
            Digests(nodes[i], 1).CopyTo(destination[(DigestSize * i)..]);
        }
    }

    /// <summary>Nodes with room for the inner ones, to hash leaves straight into the second half; see <see cref="FromNodes"/>.</summary>
    internal static FieldVector EmptyNodes(int leaves, Arena arena) => arena.Field(2 * DigestSize / sizeof(uint) * leaves);

    /// <summary>The tree over the leaves in the second half, which it keeps.</summary>
    internal static MerkleTree FromNodes(FieldVector nodes, int threads) => new(nodes, threads);

    internal static Span<byte> Bytes(FieldVector nodes) => MemoryMarshal.AsBytes(nodes.Span);

    private static FieldVector NodesOf(ReadOnlySpan<byte> leafDigests, Arena arena)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(leafDigests.Length % DigestSize, 0, nameof(leafDigests));
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(leafDigests.Length), true, nameof(leafDigests));
        FieldVector nodes = EmptyNodes(leafDigests.Length / DigestSize, arena);
        leafDigests.CopyTo(Bytes(nodes)[leafDigests.Length..]);
        return nodes;
    }

    /// <summary>The nodes of a multi-proof in their order, numbered as in <see cref="_nodes"/>.</summary>
    private static List<int> NodesOfProof(int depth, ReadOnlySpan<int> indices)
    {
        CheckIndices(depth, indices);
        int[] known = indices.ToArray();
        int count = known.Length;
        var nodes = new List<int>();
        for (int level = depth; level > 0; level--)
        {
            int parents = 0;
            for (int i = 0; i < count; parents++)
            {
                bool paired = SiblingFollows(known, i, count);
                if (!paired)
                {
                    nodes.Add((1 << level) + (known[i] ^ 1));
                }

                known[parents] = known[i] >> 1;
                i += paired ? 2 : 1;
            }

            count = parents;
        }

        return nodes;
    }

    private static void CheckIndices(int depth, ReadOnlySpan<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, MaxDepth);
        int previous = -1;
        foreach (int index in indices)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(index, previous, nameof(indices));
            previous = index;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(previous, 1 << depth, nameof(indices));
    }

    private static bool SiblingFollows(int[] known, int i, int count) => i + 1 < count && known[i + 1] == (known[i] ^ 1);

    /// <summary>Puts the children of all parents of known nodes side by side, taking missing ones from the proof; returns how many parents.</summary>
    private static int PairUp(int[] known, int count, byte[] digests, ref ReadOnlySpan<byte> proof, byte[] children)
    {
        int parents = 0;
        for (int i = 0; i < count; parents++)
        {
            Span<byte> pair = children.AsSpan(2 * DigestSize * parents, 2 * DigestSize);
            bool paired = SiblingFollows(known, i, count);
            int side = known[i] & 1;
            digests.AsSpan(DigestSize * i, DigestSize).CopyTo(pair[(DigestSize * side)..]);
            if (paired)
            {
                digests.AsSpan(DigestSize * (i + 1), DigestSize).CopyTo(pair[DigestSize..]);
            }
            else
            {
                proof[..DigestSize].CopyTo(pair[(DigestSize * (1 - side))..]);
                proof = proof[DigestSize..];
            }

            known[parents] = known[i] >> 1;
            i += paired ? 2 : 1;
        }

        return parents;
    }

    /// <summary>Each thread hashes a subtree of its own up to its root, one thread the few nodes above.</summary>
    private void HashInnerNodes(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        int useful = Math.Max(1, Math.Min(threads, (1 << Depth) / LeavesPerThread));
        int subtreeLog = BitOperations.Log2((uint)useful);
        if (subtreeLog > 0)
        {
            Parallel.For(0, 1 << subtreeLog, subtree => HashLevels(Depth - 1, subtreeLog, subtreeLog, subtree));
            HashLevels(subtreeLog - 1, 0, 0, 0);
        }
        else
        {
            HashLevels(Depth - 1, 0, 0, 0);
        }
    }

    /// <summary>Levels from … down to (level ℓ has 2^ℓ nodes), only the part below node <paramref name="subtree"/> of level subtreeLog.</summary>
    private void HashLevels(int from, int downTo, int subtreeLog, int subtree)
    {
        for (int level = from; level >= downTo; level--)
        {
            int count = 1 << (level - subtreeLog), first = (1 << level) + subtree * count;
            TreeHashing.HashPairs(Digests(2 * first, 2 * count), Digests(first, count));
        }
    }

    private Span<byte> Digests(int first, int count) => Bytes(_nodes).Slice(DigestSize * first, DigestSize * count);
}
