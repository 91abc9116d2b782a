using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>The verifier's side of <see cref="RowProver"/>.</summary>
/// <param name="shapes">Of the matrices, one for each row but the last.</param>
/// <param name="arena">For tables.</param>
internal sealed class RowVerifier(IReadOnlyList<MatrixParameters> shapes, Arena arena)
{
    /// <summary>A row as it is sent: its claimed value, coefficients behind the data (y only), then root or data.</summary>
    internal sealed record Message(Ext Value, Ext[] Tail, byte[] Root, Ext[] Row);

    /// <summary>Reads the message of y.</summary>
    public Message ReceiveMaskedRow(MatrixParameters witness, ref ProofReader reader) =>
        Receive("y", (witness.Queries, witness.LogDataLength), 0, ref reader);

    /// <summary>Checks y~(point) = its value and y(x_j) = values, values being of the data alone.</summary>
    /// <param name="message">Of y.</param>
    /// <param name="point">r*_col.</param>
    /// <param name="opened">What the opened columns of A say of the data of y.</param>
    /// <param name="reader">Behind the openings of A and B.</param>
    public void Check(Message message, Ext[] point, OpenedColumns opened, ref ProofReader reader)
    {
        for (int i = 0; i < shapes.Count; i++)
        {
            MatrixParameters shape = shapes[i];
            var functionals = new RowFunctionals(point, opened.Columns, opened.LogCodeLength);
            Ext beta = reader.Transcript.Challenge("row claims");
            Ext claim = RowFunctionals.Merge(message.Value, opened.Values, beta);
            (Ext[] r, claim) = Reduce(claim, point.Length, ref reader);
            Message next = Receive("row", (0, shape.LogDataLength), i + 1, ref reader);
            Verifier.Require(functionals.WeightAt(r, beta) * next.Value == claim, "The claims on a row do not hold.");
            opened = Open(message.Root, shape, r.AsSpan(0, r.Length - shape.LogDataLength), ref reader);
            (message, point) = (next, r[^shape.LogDataLength..]);
        }

        new RowFunctionals(point, opened.Columns, opened.LogCodeLength).Check(message.Row, message.Value, opened.Values, arena);
    }

    private Message Receive(string label, (int Tail, int LogLength) length, int level, ref ProofReader reader)
    {
        bool last = level == shapes.Count;
        int elements = Ext.Size * (1 + length.Tail), rest = last ? Ext.Size << length.LogLength : ProofFormat.RootLength;
        ReadOnlySpan<byte> bytes = reader.Receive(label, elements + rest);
        Ext[] head = ProofReader.Elements(label, bytes[..elements]);
        return new Message(head[0], head[1..], last ? [] : bytes[elements..].ToArray(), last ? ProofReader.Elements(label, bytes[elements..]) : []);
    }

    private static (Ext[] Point, Ext Claim) Reduce(Ext claim, int variables, ref ProofReader reader)
    {
        var point = new Ext[variables];
        KoalaBear half = KoalaBear.FromUInt32(2).Inverse();
        for (int v = 0; v < variables; v++)
        {
            Ext[] g = reader.ReceiveElements("row round", 2);
            Ext at1 = claim - g[0], r = point[v] = reader.Transcript.Challenge("row round");

            // Through g(0), g(1), g(2): g(0) + r·(g(1) − g(0)) + r(r − 1)/2·(g(0) − 2 g(1) + g(2)).
            claim = g[0] + r * (at1 - g[0]) + r * (r - Ext.One) * half * (g[0] - at1 - at1 + g[1]);
        }

        return (point, claim);
    }

    /// <summary>The columns of a row's matrix, combined by eq(r_row, ·).</summary>
    private OpenedColumns Open(byte[] root, MatrixParameters shape, ReadOnlySpan<Ext> rowPoint, ref ProofReader reader)
    {
        ColumnShape form = RowMatrix.Columns(shape.LogDataLength + rowPoint.Length, shape);
        int[] columns = reader.Transcript.DistinctIndices("row columns", shape.Queries, shape.CodeLength);
        ReadOnlySpan<byte> opening = reader.Receive("row opening", form.OpeningLength(columns));
        Verifier.Require(
            ColumnCommitment.TryOpen(root, form, columns, opening, out KoalaBear[][] opened),
            "The opened columns of a row's matrix are not those committed.");
        ExtVector weights = arena.Ext(1 << rowPoint.Length);
        Multilinear.EqTable(rowPoint, weights);
        return new OpenedColumns(columns, [.. opened.Select(c => Combine(weights, c))], shape.LogCodeLength);
    }

    private static Ext Combine(ExtVector weights, KoalaBear[] column)
    {
        Ext sum = Ext.Zero;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * new Ext(column[4 * i], column[4 * i + 1], column[4 * i + 2], column[4 * i + 3]);
        }

        return sum;
    }
}
