using CsCheck;
using Zkml.Fields;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Matrices;

/// <summary>Rows of every length through matrices of every shape, with nothing around them.</summary>
public sealed class RowOpenings : IDisposable
{
    /// <summary>log2 of the row's length, then of the data length and rate of each matrix, and a seed.</summary>
    private static readonly Gen<(int Log, MatrixParameters[] Matrices, int Seed)> Cases =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9].Array[0, 4], Gen.Int[1, 4], Gen.Int[0, 1000]).Select((log, lengths, rate, seed) =>
        {
            MatrixParameters[] matrices = [.. lengths.Where(l => l < log).Distinct().OrderDescending()
                .Select(l => new MatrixParameters(l, 1 + seed % Math.Min(6, (1 << (l + rate)) - 1), l + rate, Hiding: false))];
            return (log, matrices, seed);
        });

    private readonly Arena _arena = new(1 << 20);

    public void Dispose() => _arena.Dispose();

    [Fact]
    public void An_honest_opening_is_accepted_and_uses_up_its_bytes() => Cases.Sample(Accepts, threads: 1, iter: 400);

    [Fact]
    public void A_false_value_or_a_false_column_is_refused() =>
        Gen.Select(Cases, Gen.Bool).Sample((x, value) => Open(x, threads: 1, falseValue: value, falseColumn: !value) is not null, threads: 1, iter: 200);

    [Fact]
    public void The_number_of_threads_does_not_change_the_bytes() =>
        Cases.Sample(x => Prove(x, threads: 1).Proof.SequenceEqual(Prove(x, threads: 2).Proof), threads: 1, iter: 60);

    [Fact]
    public void The_merged_functional_is_the_sum_of_all_of_them()
    {
        (Ext[] point, int[] columns, int logCode, Ext beta) = (Elements("point", 4), [1, 5, 18, 31], 5, Elements("beta", 1)[0]);
        var functionals = new RowFunctionals(point, columns, logCode);
        ExtVector weights = functionals.Weights(beta, _arena, new Workers(1));
        Ext[] eq = DenseViews.Eq(point), dense = [.. eq];
        for (int j = 0; j < columns.Length; j++)
        {
            KoalaBear x = Ntt.For(logCode).Point(columns[j]);
            for (int i = 0; i < dense.Length; i++)
            {
                dense[i] += beta.Pow((ulong)j + 1) * x.Pow((ulong)i);
            }
        }

        Assert.Equal(dense, Enumerable.Range(0, 16).Select(i => weights[i]));
        Ext[] r = Elements("r", 4), row = Elements("row", 16);
        Assert.Equal(DenseViews.Dot(dense, DenseViews.Eq(r)), functionals.WeightAt(r, beta));
        Ext[] values = [.. columns.Select(c => Evaluate(row, Ntt.For(logCode).Point(c)))];
        Assert.Equal(DenseViews.Dot(dense, row), RowFunctionals.Merge(DenseViews.Dot(eq, row), values, beta));
    }

    [Fact]
    public void A_row_in_the_clear_must_have_its_value_and_match_every_column()
    {
        (Ext[] point, int[] columns, Ext[] row) = (Elements("point", 3), [0, 3, 9], Elements("row", 8));
        var functionals = new RowFunctionals(point, columns, 4);
        Ext value = DenseViews.Dot(DenseViews.Eq(point), row);
        Ext[] values = [.. columns.Select(c => Evaluate(row, Ntt.For(4).Point(c)))];
        functionals.Check(row, value, values, _arena);

        string Refused(Ext[] z, Ext v, Ext[] at) => Assert.Throws<ProofRejectedException>(() => functionals.Check(z, v, at, _arena)).Message;
        Assert.Equal("A row does not have its claimed value.", Refused(row, value + Ext.One, values));
        for (int j = 0; j < columns.Length; j++)
        {
            Assert.Equal("A row does not match the opened columns.", Refused(row, value, [.. values.Select((v, i) => i == j ? v + Ext.One : v)]));
        }

        // Another row of the same value: eq(point, 1)·e_0 − eq(point, 0)·e_1 is added.
        Ext[] eq = DenseViews.Eq(point), other = [row[0] + eq[1], row[1] - eq[0], .. row[2..]];
        Assert.Equal("A row does not match the opened columns.", Refused(other, value, values));
    }

    private bool Accepts((int Log, MatrixParameters[] Matrices, int Seed) x) => Open(x, threads: 1) is null;

    /// <summary>Why the opening is refused; null if it is not.</summary>
    private string? Open((int Log, MatrixParameters[] Matrices, int Seed) x, int threads, bool falseValue = false, bool falseColumn = false)
    {
        (byte[] proof, Ext[] point, OpenedColumns opened) = Prove(x, threads, falseValue);
        if (falseColumn)
        {
            opened.Values[x.Seed % opened.Values.Length] += Ext.One;
        }

        var reader = new ProofReader(proof, new Transcript("rows"));
        var verifier = new RowVerifier(x.Matrices, _arena);
        try
        {
            RowVerifier.Message message = verifier.ReceiveMaskedRow(new MatrixParameters(x.Log, 2, x.Log + 2), ref reader);
            Assert.Equal(Elements("tail", 2), message.Tail);
            verifier.Check(message, point, opened, ref reader);
            reader.RequireEnd();
            return null;
        }
        catch (ProofRejectedException rejection)
        {
            return rejection.Message;
        }
    }

    private (byte[] Proof, Ext[] Point, OpenedColumns Opened) Prove((int Log, MatrixParameters[] Matrices, int Seed) x, int threads, bool falseValue = false)
    {
        int length = 1 << x.Log;
        Ext[] point = Elements($"point {x.Seed}", x.Log), row = Elements($"row {x.Seed}", length);
        ExtVector y = _arena.Ext(length + 2);
        foreach ((int i, Ext value) in row.Concat(Elements("tail", 2)).Index())
        {
            y[i] = value;
        }

        int[] columns = new Transcript("columns").DistinctIndices($"columns {x.Seed}", 2, 4 * length);
        var writer = new ProofWriter(new Transcript("rows"));
        var prover = new RowProver(x.Matrices, writer, (_arena, new Workers(threads)));
        prover.CommitMaskedRow(DenseViews.Dot(DenseViews.Eq(point), row) + (falseValue ? Ext.One : Ext.Zero), y, length);
        prover.Open(point, columns, x.Log + 2);
        Ext[] values = [.. columns.Select(c => Evaluate(row, Ntt.For(x.Log + 2).Point(c)))];
        return (writer.ToArray(), point, new OpenedColumns(columns, values, x.Log + 2));
    }

    private static Ext[] Elements(string label, int count) => new Transcript("elements").Challenges(label, count);

    private static Ext Evaluate(Ext[] coefficients, KoalaBear x) => coefficients.Reverse().Aggregate(Ext.Zero, (value, c) => value * x + c);
}
