using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// Matrix A (review, section 2): row i is f_i(X) = Σ_j W_{ij} X^j + X^k ρ_i(X) with t random coefficients ρ_i, evaluated at the n-th roots of
/// unity; the last four rows are the coefficients of the mask m ∈ E[X], uniform in all K places.
/// </summary>
internal sealed class WitnessMatrix
{
    private readonly MatrixParameters _shape;
    private readonly FieldVector _witness;
    private readonly FieldVector _random;
    private readonly ExtVector _mask;
    private readonly ColumnCommitment _commitment;

    /// <param name="witness">The witness vector.</param>
    /// <param name="shape">k, t and n.</param>
    /// <param name="randomness">For row randomness, mask and salts.</param>
    /// <param name="work">Memory that keeps the rows as long as the matrix is used, and who encodes.</param>
    /// <param name="commit">Replaces the commitment to the encoded rows, for cheating provers in tests.</param>
    public WitnessMatrix(
        FieldVector witness, MatrixParameters shape, ProofRandomness randomness, (Arena Arena, Workers Workers) work, Committer? commit = null)
    {
        (Arena arena, Workers workers) = work;
        _shape = shape;
        _witness = witness;
        Rows = RowCount(witness.Length, shape);
        _random = arena.Field(Rows * shape.Queries);
        randomness.FillField(_random.Span);
        _mask = arena.Ext(shape.MessageLength);
        for (int c = 0; c < Ext.Degree; c++)
        {
            randomness.FillField(_mask.Plane(c));
        }

        FieldVector[] encoded = [.. Enumerable.Range(0, Rows + Ext.Degree).Select(_ => arena.Field(shape.CodeLength))];
        Ntt transform = Ntt.For(shape.LogCodeLength);
        workers.For(encoded.Length, i =>
        {
            Span<uint> row = encoded[i].Span;
            row.Clear();
            if (i < Rows)
            {
                Data(i).CopyTo(row);
                Random(i).CopyTo(row[shape.DataLength..]);
            }
            else
            {
                _mask.Plane(i - Rows).CopyTo(row);
            }

            transform.ForwardPadded(row, shape.MessageLength);
        });
        _commitment = (commit ?? Committers.Plain)(encoded, randomness, arena, workers.Threads);
    }

    /// <summary>R: rows of data.</summary>
    public int Rows { get; }

    public ReadOnlySpan<byte> Root => _commitment.Root;

    public static int RowCount(int length, MatrixParameters shape) => (length + shape.DataLength - 1) / shape.DataLength;

    /// <summary>μ = ⟨h, m_{&lt;k}⟩.</summary>
    public Ext MaskProduct(ExtVector h) => Multilinear.Dot(h, _mask.Slice(0, _shape.DataLength));

    /// <summary>y = m + γ Σ a_i f_i, K coefficients.</summary>
    public ExtVector Combine(Ext gamma, ExtVector a, Arena arena, Workers workers)
    {
        ExtVector y = arena.Ext(_shape.MessageLength);
        _mask.CopyTo(y);
        workers.ForRanges(_shape.DataLength, 512, (start, count) =>
        {
            for (int i = 0; i < Rows; i++)
            {
                ReadOnlySpan<uint> row = Data(i);
                int inside = Math.Clamp(row.Length - start, 0, count);
                FieldKernels.AddScaled(y.Slice(start, inside), gamma * a[i], row.Slice(Math.Min(start, row.Length), inside));
            }
        });
        for (int i = 0; i < Rows; i++)
        {
            FieldKernels.AddScaled(y.Slice(_shape.DataLength, _shape.Queries), gamma * a[i], Random(i));
        }

        return y;
    }

    public byte[] Open(int[] columns)
    {
        var opening = new byte[_commitment.Shape.OpeningLength(columns)];
        _commitment.Open(columns, opening);
        return opening;
    }

    private ReadOnlySpan<uint> Data(int row)
    {
        int start = row << _shape.LogDataLength;
        return _witness.Span.Slice(start, Math.Min(_shape.DataLength, _witness.Length - start));
    }

    private ReadOnlySpan<uint> Random(int row) => _random.Span.Slice(row * _shape.Queries, _shape.Queries);
}
