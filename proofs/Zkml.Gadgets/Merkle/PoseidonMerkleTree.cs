using System.Numerics;
using Zkml.Fields;

namespace Zkml.Gadgets.Merkle;

/// <summary>
/// An append-only registry of up to 2^depth leaves with a Poseidon2 root. Only nodes above existing leaves are kept (64 bytes per leaf);
/// an empty subtree has the digest of zeros hashed up, computed once per level.
/// </summary>
/// <remarks>
/// A leaf is a digest of 8 elements. No second preimages between levels: the depth is fixed, so a path always has exactly that many
/// compressions and a node of another level is never read where a leaf stands. Besides, a leaf is made by the sponge of width 24 with its
/// domain in the capacity (<see cref="DeviceLeaf"/>), an inner node by the compression of width 16: an inner node that is also a leaf
/// is a collision between two unrelated functions. The empty leaf (zeros) is no one's: a device for it would be a preimage of zero.
/// </remarks>
public sealed class PoseidonMerkleTree
{
    /// <summary>Elements of a node.</summary>
    public const int DigestLength = 8;

    /// <summary>Indices stay in an int, nodes of one level in one array.</summary>
    public const int MaxDepth = 26;

    private readonly Level[] _levels;

    public PoseidonMerkleTree(int depth = 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, MaxDepth);
        Depth = depth;
        _levels = new Level[depth + 1];
        var empty = new KoalaBear[DigestLength];
        for (int level = 0; level <= depth; level++)
        {
            _levels[level] = new Level(empty);
            empty = Poseidon2Compression.Compress(empty, empty);
        }
    }

    public int Depth { get; }

    /// <summary>Leaves so far.</summary>
    public int Count => _levels[0].Count;

    public int Capacity => 1 << Depth;

    public KoalaBear[] Root => _levels[Depth][0].ToArray();

    /// <summary>Adds a leaf and returns its index.</summary>
    public int Append(ReadOnlySpan<KoalaBear> leaf)
    {
        AppendRange(leaf);
        return Count - 1;
    }

    /// <summary>Adds leaves, 8 elements each, one after another; every node above them is computed once.</summary>
    public void AppendRange(ReadOnlySpan<KoalaBear> leaves)
    {
        if (leaves.IsEmpty || leaves.Length % DigestLength != 0)
        {
            throw new ArgumentException("Leaves are a positive number of digests of 8 elements.", nameof(leaves));
        }

        int added = leaves.Length / DigestLength, first = Count;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(added, Capacity - first, nameof(leaves));
        for (int i = 0; i < added; i++)
        {
            _levels[0].Set(first + i, leaves.Slice(i * DigestLength, DigestLength));
        }

        Recompute(first, first + added - 1);
    }

    /// <summary>Replaces a leaf, for example with zeros to revoke it.</summary>
    public void Update(int index, ReadOnlySpan<KoalaBear> leaf)
    {
        RequireLeaf(index);
        _levels[0].Set(index, leaf);
        Recompute(index, index);
    }

    public KoalaBear[] Leaf(int index)
    {
        RequireLeaf(index);
        return _levels[0][index].ToArray();
    }

    public PoseidonMerklePath Path(int index)
    {
        RequireLeaf(index);
        return new PoseidonMerklePath(index, [.. Enumerable.Range(0, Depth).Select(level => _levels[level][(index >> level) ^ 1].ToArray())]);
    }

    /// <summary>Computes all nodes above leaves [first, last].</summary>
    private void Recompute(int first, int last)
    {
        for (int level = 0; level < Depth; level++)
        {
            Level children = _levels[level], parents = _levels[level + 1];
            (first, last) = (first >> 1, last >> 1);

            // All but the last node have two children that are kept, side by side.
            int pairs = Math.Min(last + 1, children.Count / 2) - first;
            if (pairs > 0)
            {
                Poseidon2Compression.CompressMany(children.Nodes(2 * first, 2 * pairs), parents.Room(first, pairs));
            }

            if (pairs <= last - first)
            {
                parents.Set(last, Poseidon2Compression.Compress(children[2 * last], children[2 * last + 1]));
            }
        }
    }

    private void RequireLeaf(int index) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));

    /// <summary>The nodes of one level up to the last that is not empty.</summary>
    private sealed class Level(KoalaBear[] empty)
    {
        private KoalaBear[] _elements = [];

        public int Count { get; private set; }

        public ReadOnlySpan<KoalaBear> this[int index] => index < Count ? _elements.AsSpan(index * DigestLength, DigestLength) : empty;

        /// <summary>Nodes that are kept, one after another.</summary>
        public ReadOnlySpan<KoalaBear> Nodes(int index, int count) => _elements.AsSpan(index * DigestLength, count * DigestLength);

        /// <summary>Where nodes are written; from one past the last on at most.</summary>
        public Span<KoalaBear> Room(int index, int count)
        {
            Count = Math.Max(Count, index + count);
            if (Count * DigestLength > _elements.Length)
            {
                Array.Resize(ref _elements, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Count)) * DigestLength);
            }

            return _elements.AsSpan(index * DigestLength, count * DigestLength);
        }

        /// <summary>Writes a node; at most one past the last.</summary>
        public void Set(int index, ReadOnlySpan<KoalaBear> node)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(node.Length, DigestLength, nameof(node));
            node.CopyTo(Room(index, 1));
        }
    }
}
