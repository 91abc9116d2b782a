using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// A row z ∈ E^k committed as a matrix of its own: k/k' rows of k' coefficients, plain Reed–Solomon at the n'-th roots of unity. z is
/// uniform and independent of the witness, so there is nothing to hide: no salts, no random coefficients, no mask (review, section 2).
/// </summary>
internal sealed class RowMatrix
{
    private readonly ColumnCommitment _commitment;

    public RowMatrix(ExtVector row, MatrixParameters shape, Arena arena, Workers workers, Committer? commit = null)
    {
        Shape = shape;
        int rows = row.Length >> shape.LogDataLength;
        FieldVector[] encoded = [.. Enumerable.Range(0, Ext.Degree * rows).Select(_ => arena.Field(shape.CodeLength))];
        Ntt transform = Ntt.For(shape.LogCodeLength);
        workers.For(encoded.Length, i =>
        {
            Span<uint> code = encoded[i].Span;
            ExtVector part = row.Slice((i / Ext.Degree) << shape.LogDataLength, shape.DataLength);
            part.Plane(i % Ext.Degree).CopyTo(code);
            code[shape.DataLength..].Clear();
            transform.ForwardPadded(code, shape.DataLength);
        });
        _commitment = (commit ?? Committers.Plain)(encoded, null, arena, workers.Threads);
    }

    public MatrixParameters Shape { get; }

    public ReadOnlySpan<byte> Root => _commitment.Root;

    /// <param name="logLength">log2 k of the row.</param>
    /// <param name="shape">Of its matrix.</param>
    public static ColumnShape Columns(int logLength, MatrixParameters shape) =>
        new(shape.CodeLength, Ext.Degree << (logLength - shape.LogDataLength), Salted: false);

    public byte[] Open(int[] columns)
    {
        var opening = new byte[_commitment.Shape.OpeningLength(columns)];
        _commitment.Open(columns, opening);
        return opening;
    }
}
