using System.Numerics;
using System.Runtime.InteropServices;
using Zkml.Fields;

namespace Zkml.Commitments;

/// <summary>
/// A Merkle commitment to the columns of a matrix of encoded rows: what all matrices have in common. For the matrices A (witness) and
/// B (pads) column j is hashed with 32 random bytes of its own, so that the hash of an unopened column says nothing about a guess of
/// the witness (review finding Z1); matrices of values that are public anyway need no salts. Secret: rows of A and B, and unopened
/// salts. Public: root and openings.
/// </summary>
/// <remarks>
/// An opening of distinct columns j_1 &lt; j_2 &lt; … is: the columns (4 bytes per row, canonical little-endian) in this order, then
/// their salts (32 bytes each, if any), then the multi-proof of <see cref="MerkleTree"/>. Extension rows are four base rows each.
/// </remarks>
public sealed class ColumnCommitment
{
    /// <summary>Bytes hashed below which a second thread costs more than it saves (about 100 µs of hashing).</summary>
    private const long BytesPerThread = 1 << 18;

    private readonly FieldVector[] _rows;
    private readonly FieldVector _salts;
    private readonly MerkleTree _tree;

    /// <param name="rows">Encoded rows of one length, a power of two. They are read again by <see cref="Open"/>.</param>
    /// <param name="randomness">For the salts; null for none, which hides nothing.</param>
    /// <param name="arena">Keeps salts and tree, as it keeps the rows.</param>
    /// <param name="threads">How many threads may hash.</param>
    public ColumnCommitment(FieldVector[] rows, ProofRandomness? randomness, Arena arena, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Shape = new ColumnShape(rows[0].Length, rows.Length, randomness is not null);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(Shape.Columns), true, nameof(rows));
        foreach (FieldVector row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, Shape.Columns, nameof(rows));
        }

        _rows = rows;
        _salts = arena.Field(Shape.SaltSize / sizeof(uint) * Shape.Columns);
        randomness?.FillBytes(Salts(0, Shape.Columns));
        FieldVector nodes = MerkleTree.EmptyNodes(Shape.Columns, arena);
        HashColumns(nodes, threads);
        _tree = MerkleTree.FromNodes(nodes, threads);
    }

    public ColumnShape Shape { get; }

    /// <summary>The 32 bytes sent to the verifier.</summary>
    public ReadOnlySpan<byte> Root => _tree.Root;

    /// <summary>
    /// Checks an opening against the root and decodes its columns (one array of base elements per index, row after row).
    /// False on any wrong length, non-canonical element or wrong hash; never throws on the bytes of the opening.
    /// </summary>
    /// <param name="root">32 bytes.</param>
    /// <param name="shape">From the verifier's parameters.</param>
    /// <param name="indices">Distinct columns, ascending, at least one.</param>
    /// <param name="opening">From the peer.</param>
    /// <param name="columns">One array per index; empty if refused.</param>
    public static bool TryOpen(
        ReadOnlySpan<byte> root, ColumnShape shape, ReadOnlySpan<int> indices, ReadOnlySpan<byte> opening, out KoalaBear[][] columns)
    {
        columns = [];
        if (opening.Length != shape.OpeningLength(indices))
        {
            return false;
        }

        (int columnSize, int saltSize) = (shape.ColumnSize, shape.SaltSize);
        ReadOnlySpan<byte> salts = opening.Slice(columnSize * indices.Length, saltSize * indices.Length);
        ReadOnlySpan<byte> proof = opening[(salts.Length + columnSize * indices.Length)..];
        var digests = new byte[MerkleTree.DigestSize * indices.Length];
        var decoded = new KoalaBear[indices.Length][];
        for (int i = 0; i < indices.Length; i++)
        {
            ReadOnlySpan<byte> column = opening.Slice(columnSize * i, columnSize);
            if (!TryReadColumn(column, out decoded[i]))
            {
                return false;
            }

            TreeHashing.HashLeaf(
                salts.Slice(saltSize * i, saltSize), column, digests.AsSpan(MerkleTree.DigestSize * i, MerkleTree.DigestSize));
        }

        if (!MerkleTree.Verify(root, shape.Depth, indices, digests, proof))
        {
            return false;
        }

        columns = decoded;
        return true;
    }

    /// <summary>Writes the opening of these columns.</summary>
    /// <param name="indices">Distinct columns, ascending.</param>
    /// <param name="destination"><see cref="ColumnShape.OpeningLength"/> bytes.</param>
    public void Open(ReadOnlySpan<int> indices, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Shape.OpeningLength(indices));
        foreach (int column in indices)
        {
            foreach (FieldVector row in _rows)
            {
                row[column].Write(destination);
                destination = destination[sizeof(uint)..];
            }
        }

        foreach (int column in indices)
        {
            Salts(column, 1).CopyTo(destination);
            destination = destination[Shape.SaltSize..];
        }

        _tree.WriteProof(indices, destination);
    }

    private static bool TryReadColumn(ReadOnlySpan<byte> source, out KoalaBear[] column)
    {
        column = new KoalaBear[source.Length / sizeof(uint)];
        for (int i = 0; i < column.Length; i++)
        {
            if (!KoalaBear.TryRead(source.Slice(sizeof(uint) * i, sizeof(uint)), out column[i]))
            {
                return false;
            }
        }

        return true;
    }

    private Span<byte> Salts(int first, int count) => MemoryMarshal.AsBytes(_salts.Span).Slice(Shape.SaltSize * first, Shape.SaltSize * count);

    /// <summary>Each thread hashes a range of columns into the leaf half of the nodes.</summary>
    private void HashColumns(FieldVector nodes, int threads)
    {
        int columns = Shape.Columns;
        long bytes = (long)columns * (Shape.ColumnSize + Shape.SaltSize);
        int parts = (int)Math.Max(1, Math.Min(Math.Min(threads, columns), bytes / BytesPerThread));
        if (parts == 1)
        {
            HashPart(0, columns);
        }
        else
        {
            Parallel.For(0, parts, part => HashPart(Boundary(part), Boundary(part + 1)));
        }

        // Multiples of 16 columns, the number hashed side by side.
        int Boundary(int part) => part == parts ? columns : (int)((long)columns * part / parts) & ~15;

        void HashPart(int from, int to) => TreeHashing.HashColumns(
            Salts(from, to - from),
            _rows,
            from,
            to - from,
            MerkleTree.Bytes(nodes).Slice(MerkleTree.DigestSize * (columns + from), MerkleTree.DigestSize * (to - from)));
    }
}
