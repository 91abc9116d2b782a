using System.Numerics;
using Zkml.Fields;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// Opens a row at the claims of <see cref="RowFunctionals"/>; <see cref="RowVerifier"/> is the other side. A short row is sent in the
/// clear. A long one is committed in a <see cref="RowMatrix"/>; its claims are merged, a sum-check Σ_i G(i)·z(i) in the clear leaves
/// one evaluation z~(r), r = (r_row, r_column), and the combination of the matrix's rows by eq(r_row, ·) is the next, shorter row:
/// its value at r_column is z~(r), and it must match the matrix at opened columns.
/// </summary>
/// <param name="shapes">Of the matrices, one for each row but the last.</param>
/// <param name="writer">Where messages go.</param>
/// <param name="work">Memory that keeps the rows until the proof is done, and who encodes.</param>
/// <param name="commit">Replaces the commitment to the encoded rows, for cheating provers in tests.</param>
internal sealed class RowProver(
    IReadOnlyList<MatrixParameters> shapes, ProofWriter writer, (Arena Arena, Workers Workers) work, Committer? commit = null)
{
    private readonly List<RowMatrix> _matrices = [];
    private ExtVector _row;

    /// <summary>Sends ⟨h, y⟩, the t coefficients of y behind its data, and its data or their commitment.</summary>
    /// <param name="value">⟨h, y⟩ over the data.</param>
    /// <param name="y">K coefficients; the data are overwritten by <see cref="Open"/>.</param>
    /// <param name="dataLength">k.</param>
    public void CommitMaskedRow(Ext value, ExtVector y, int dataLength) =>
        Commit("y", value, y.Slice(dataLength, y.Length - dataLength), y.Slice(0, dataLength));

    /// <summary>Continues until a row was sent in the clear.</summary>
    /// <param name="point">r*_col.</param>
    /// <param name="columns">Opened columns of A.</param>
    /// <param name="logCodeLength">log2 n of A.</param>
    public void Open(Ext[] point, int[] columns, int logCodeLength)
    {
        for (int i = 0; i < shapes.Count; i++)
        {
            MatrixParameters shape = shapes[i];
            var functionals = new RowFunctionals(point, columns, logCodeLength);
            Ext beta = writer.Transcript.Challenge("row claims");
            (Ext[] r, ExtVector next) = Reduce(functionals.Weights(beta, work.Arena, work.Workers), shape.DataLength);
            Commit("row", _row[0], default, next);
            columns = writer.Transcript.DistinctIndices("row columns", shape.Queries, shape.CodeLength);
            writer.Send("row opening", _matrices[i].Open(columns));
            (point, logCodeLength) = (r[^shape.LogDataLength..], shape.LogCodeLength);
        }
    }

    private void Commit(string label, Ext value, ExtVector tail, ExtVector row)
    {
        _row = row;
        bool last = _matrices.Count == shapes.Count;
        var message = new byte[Ext.Size * (1 + tail.Length) + (last ? Ext.Size * row.Length : ProofFormat.RootLength)];
        value.Write(message);
        ProofWriter.Encode(tail, message.AsSpan(Ext.Size));
        Span<byte> rest = message.AsSpan(Ext.Size * (1 + tail.Length));
        if (last)
        {
            ProofWriter.Encode(row, rest);
        }
        else
        {
            _matrices.Add(new RowMatrix(row, shapes[_matrices.Count], work.Arena, work.Workers, commit));
            _matrices[^1].Root.CopyTo(rest);
        }

        writer.Send(label, message);
    }

    /// <summary>
    /// The sum-check: rounds of g(0), g(2). Folding z over the row variables gives Σ_i eq(r_row, i)·z_i, the next row, on the way; in the
    /// end place 0 of z holds z~(r).
    /// </summary>
    private (Ext[] Point, ExtVector Next) Reduce(ExtVector weights, int nextLength)
    {
        var point = new Ext[BitOperations.Log2((uint)_row.Length)];
        ExtVector next = work.Arena.Ext(nextLength);
        var round = new byte[2 * Ext.Size];
        for (int v = 0, half = _row.Length / 2; v < point.Length; v++, half /= 2)
        {
            ExtVector w0 = weights.Slice(0, half), w1 = weights.Slice(half, half), z0 = _row.Slice(0, half), z1 = _row.Slice(half, half);
            (Ext at0, Ext at2) = SumcheckKernels.Inner(w0, w1, z0, z1);
            at0.Write(round);
            at2.Write(round.AsSpan(Ext.Size));
            writer.Send("row round", round);
            point[v] = writer.Transcript.Challenge("row round");
            Multilinear.Fold(w0, w1, point[v], w0);
            Multilinear.Fold(z0, z1, point[v], z0);
            if (half == nextLength)
            {
                z0.CopyTo(next);
            }
        }

        return (point, next);
    }
}
