using System.Buffers.Binary;
using Zkml.Fields;

namespace Zkml.Gadgets.Merkle;

/// <summary>Where a leaf stands and the siblings on its way to the root, lowest first. Bit k of the index: 1 when the node at level k is a right child.</summary>
public sealed class PoseidonMerklePath
{
    private const int ElementBytes = sizeof(uint);
    private const int DigestBytes = PoseidonMerkleTree.DigestLength * ElementBytes;

    /// <param name="index">Below 2^depth.</param>
    /// <param name="siblings">Depth digests of 8 elements.</param>
    public PoseidonMerklePath(int index, IReadOnlyList<KoalaBear[]> siblings)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(siblings.Count, PoseidonMerkleTree.MaxDepth, nameof(siblings));
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1 << siblings.Count, nameof(index));
        foreach (KoalaBear[] sibling in siblings)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(sibling.Length, PoseidonMerkleTree.DigestLength, nameof(siblings));
        }

        (Index, Siblings) = (index, siblings);
    }

    public int Index { get; }

    public IReadOnlyList<KoalaBear[]> Siblings { get; }

    public int Depth => Siblings.Count;

    /// <summary>The root that this path leads to from the leaf.</summary>
    public KoalaBear[] Root(ReadOnlySpan<KoalaBear> leaf)
    {
        KoalaBear[] node = leaf.ToArray();
        for (int level = 0; level < Depth; level++)
        {
            bool right = ((Index >> level) & 1) != 0;
            node = right ? Poseidon2Compression.Compress(Siblings[level], node) : Poseidon2Compression.Compress(node, Siblings[level]);
        }

        return node;
    }

    /// <summary>Index (4 bytes little-endian), then 32 bytes per sibling.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[sizeof(int) + Depth * DigestBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Index);
        Span<byte> rest = bytes.AsSpan(sizeof(int));
        foreach (KoalaBear element in Siblings.SelectMany(s => s))
        {
            element.Write(rest[..ElementBytes]);
            rest = rest[ElementBytes..];
        }

        return bytes;
    }

    /// <summary>Decodes a path of a known depth; false unless it is exactly the canonical encoding.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, int depth, out PoseidonMerklePath? path)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)depth, (uint)PoseidonMerkleTree.MaxDepth, nameof(depth));
        path = null;
        if (source.Length != sizeof(int) + depth * DigestBytes)
        {
            return false;
        }

        int index = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (index < 0 || index >= 1 << depth)
        {
            return false;
        }

        source = source[sizeof(int)..];
        var siblings = new KoalaBear[depth][];
        for (int level = 0; level < depth; level++)
        {
            siblings[level] = new KoalaBear[PoseidonMerkleTree.DigestLength];
            for (int i = 0; i < PoseidonMerkleTree.DigestLength; i++, source = source[ElementBytes..])
            {
                if (!KoalaBear.TryRead(source[..ElementBytes], out siblings[level][i]))
                {
                    return false;
                }
            }
        }

        path = new PoseidonMerklePath(index, siblings);
        return true;
    }
}
