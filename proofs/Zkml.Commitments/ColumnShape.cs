using System.Numerics;

namespace Zkml.Commitments;

/// <summary>What is public of a commitment to columns: how many, how long, and whether leaves are salted. From the verifier's parameters.</summary>
/// <param name="Columns">n, a power of two.</param>
/// <param name="Rows">Base-field rows; an extension row counts as four.</param>
/// <param name="Salted">False only where nothing needs hiding.</param>
public readonly record struct ColumnShape(int Columns, int Rows, bool Salted = true)
{
    internal int Depth => BitOperations.Log2((uint)Columns);

    internal int ColumnSize => sizeof(uint) * Rows;

    internal int SaltSize => Salted ? TreeHashing.SaltSize : 0;

    /// <summary>Bytes of an opening; a function of public sizes and of the drawn indices only.</summary>
    /// <param name="indices">Distinct columns, ascending.</param>
    public int OpeningLength(ReadOnlySpan<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(Columns), true, nameof(Columns));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Rows);
        return checked(indices.Length * (ColumnSize + SaltSize) + MerkleTree.DigestSize * MerkleTree.ProofDigests(Depth, indices));
    }
}
