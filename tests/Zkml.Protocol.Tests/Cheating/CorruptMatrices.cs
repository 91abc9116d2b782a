using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>Provers who commit to words that are no codewords, and answer as if they were.</summary>
public sealed class CorruptMatrices : IDisposable
{
    private static readonly ToyStatement Toy = new(ToyParts.Bits, size: 4);
    private static readonly ProtocolPlan Plan = Tiny.PlanWithRowInClear(Toy.Statement);
    private readonly Arena _arena = new(1 << 20);
    private readonly Verifier _verifier = new();
    private readonly Witness _witness;

    public CorruptMatrices() => _witness = Toy.Solve(_arena);

    public void Dispose()
    {
        _witness.Dispose();
        _arena.Dispose();
        _verifier.Dispose();
    }

    [Fact]
    public void A_cheating_prover_who_does_not_lie_is_the_prover() =>
        Assert.Equal(Tiny.Prove(Plan, _witness, 3, _arena), new CheatingProver(Plan, _witness, _arena).Prove(3));

    [Theory]
    [InlineData(1)]
    [InlineData(10)] // e
    [InlineData(11)] // e + 1
    public void Corrupt_columns_of_the_witness_matrix_are_refused_exactly_when_one_is_opened(int corrupt)
    {
        MatrixParameters a = Plan.Parameters.Witness;
        Assert.Equal(10, a.DecodingRadius);
        int accepted = 0;
        for (int run = 0; run < 60; run++)
        {
            var transcript = new RecordingTranscript();
            int first = run % a.CodeLength;
            var bad = Enumerable.Range(0, corrupt).Select(i => (first + 3 * i) % a.CodeLength).ToHashSet();
            var prover = new CheatingProver(Plan, _witness, _arena) { CorruptA = rows => Shift(rows[run % rows.Length], bad) };
            byte[] proof = prover.Prove(run);
            string? reason = _verifier.Check(Plan, _witness.Publics, proof, transcript);
            Assert.Equal(transcript.ColumnsA.Any(bad.Contains) ? "A row does not match the opened columns." : null, reason);
            accepted += reason is null ? 1 : 0;
        }

        // C(32 − c, 3)/C(32, 3): 0.91, 0.31, 0.27 of 60.
        Assert.InRange(accepted, corrupt == 1 ? 45 : 5, corrupt == 1 ? 60 : 35);
    }

    [Fact]
    public void More_corrupt_columns_than_the_code_corrects_are_always_refused_with_sound_parameters()
    {
        ProtocolPlan plan = ProtocolPlan.For(Toy.Statement);
        MatrixParameters a = plan.Parameters.Witness, b = plan.Parameters.Pads;
        HashSet<int> badA = [.. Enumerable.Range(0, a.DecodingRadius + 1)], badB = [.. Enumerable.Range(0, b.DecodingRadius + 1)];

        byte[] proof = new CheatingProver(plan, _witness, _arena) { CorruptA = rows => Shift(rows[0], badA) }.Prove(1);
        Assert.Equal("A row does not match the opened columns.", _verifier.Check(plan, _witness.Publics, proof));
        proof = new CheatingProver(plan, _witness, _arena) { CorruptB = rows => Shift(rows[0], badB) }.Prove(1);
        Assert.Equal("The pad matrix is not of low degree.", _verifier.Check(plan, _witness.Publics, proof));
    }

    [Fact]
    public void Finding_F4_a_corrupt_column_of_any_row_of_the_pad_matrix_is_refused_when_opened()
    {
        var all = Enumerable.Range(0, Plan.Parameters.Pads.CodeLength).ToHashSet();
        for (int row = 0; row < Plan.Pads.Rows; row++)
        {
            // One plane of one extension row. Against the low-degree test the mask u alone has a known coefficient, 1.
            int plane = Ext.Degree * row + row % Ext.Degree;
            byte[] proof = new CheatingProver(Plan, _witness, _arena) { CorruptB = rows => Shift(rows[plane], all) }.Prove(row);
            Assert.True(_verifier.Check(Plan, _witness.Publics, proof) == "The pad matrix is not of low degree.", $"row {row}");
        }
    }

    [Fact]
    public void Finding_F1_a_mask_that_is_no_codeword_is_refused_though_the_masked_answer_fits()
    {
        // d0 + x^(K+1) is answered by y_dot + X^(K+1), which the linear test accepts at every column; likewise e0 and y_quad.
        PadLayout layout = Plan.Pads;
        int degree = layout.Shape.MessageLength + 1;
        Assert.True(degree < layout.DotLength && degree < layout.QuadLength && degree % layout.Shape.DataLength != 0);
        byte[] linear = new CheatingProver(Plan, _witness, _arena)
        {
            CorruptB = rows => AddPower(rows[Ext.Degree * layout.D0], degree),
            Dot = answer => answer.Add(degree, Ext.One),
        }.Prove(1);
        byte[] quadratic = new CheatingProver(Plan, _witness, _arena)
        {
            CorruptB = rows => AddPower(rows[Ext.Degree * layout.E0], degree),
            Quad = answer => answer.Add(degree, Ext.One),
        }.Prove(1);

        Assert.Equal("The pad matrix is not of low degree.", _verifier.Check(Plan, _witness.Publics, linear));
        Assert.Equal("The pad matrix is not of low degree.", _verifier.Check(Plan, _witness.Publics, quadratic));
    }

    [Fact]
    public void A_witness_row_of_too_high_degree_is_refused()
    {
        // At every column, and y cannot follow: it has K coefficients.
        int power = Plan.Parameters.Witness.MessageLength;
        byte[] proof = new CheatingProver(Plan, _witness, _arena) { CorruptA = rows => AddPowerOnGroup(rows[0], power) }.Prove(1);
        Assert.Equal("A row does not match the opened columns.", _verifier.Check(Plan, _witness.Publics, proof));
    }

    [Fact]
    public void Another_codeword_as_mask_of_the_witness_matrix_is_refused()
    {
        // m + 1 is a codeword; y does not know of it.
        byte[] proof = new CheatingProver(Plan, _witness, _arena) { CorruptA = rows => AddPowerOnGroup(rows[^4], 0) }.Prove(1);
        Assert.Equal("A row does not match the opened columns.", _verifier.Check(Plan, _witness.Publics, proof));
    }

    private static void Shift(FieldVector row, HashSet<int> columns)
    {
        foreach (int column in columns)
        {
            row.Span[column] = (row[column] + KoalaBear.FromUInt32(77 + (uint)(column * column))).Montgomery;
        }
    }

    private static void AddPower(FieldVector row, int power) => Add(row, c => DataDomain.Point(c, Plan.Parameters.Pads).Pow((ulong)power));

    private static void AddPowerOnGroup(FieldVector row, int power) =>
        Add(row, c => Ntt.For(Plan.Parameters.Witness.LogCodeLength).Point(c).Pow((ulong)power));

    private static void Add(FieldVector row, Func<int, KoalaBear> value)
    {
        for (int column = 0; column < row.Length; column++)
        {
            row.Span[column] = (row[column] + value(column)).Montgomery;
        }
    }
}
