using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>Provers who cheat where the masked row and the rows after it are committed and opened, and go on consistently from there.</summary>
public sealed class ForgedRows : IDisposable
{
    private const string NoClaim = "The claims on a row do not hold.", NoMatch = "A row does not match the opened columns.";
    private static readonly ToyStatement Toy = new(ToyParts.All, size: 3);
    private static readonly ProtocolPlan Plan = Tiny.Plan(Toy.Statement);
    private readonly Arena _arena = new(1 << 20);
    private readonly Verifier _verifier = new();
    private readonly Witness _witness;

    public ForgedRows()
    {
        _witness = Toy.Solve(_arena);
        MultiplicityCounter.Fill(_witness, _arena);
    }

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
    [InlineData("y", 0, 0, 16, "The linear constraints on the pads do not hold.")] // the value of y stands in the last constraint
    [InlineData("y", 0, 16, 64, NoClaim)] // the coefficients behind the data
    [InlineData("y", 0, 64, 96, "The opened columns of a row's matrix are not those committed.")]
    [InlineData("row round", 0, 0, 32, NoClaim)]
    [InlineData("row round", 2, 0, 32, NoClaim)]
    [InlineData("row round", 3, 0, 32, NoClaim)]
    [InlineData("row round", 4, 0, 32, NoClaim)]
    [InlineData("row", 0, 0, 16, NoClaim)]
    [InlineData("row", 0, 16, 48, "The opened columns of a row's matrix are not those committed.")]
    [InlineData("row", 1, 0, 16, NoClaim)]
    [InlineData("row", 1, 16, 48, "A row does not have its claimed value.")]
    [InlineData("row opening", 0, 0, 64, "The opened columns of a row's matrix are not those committed.")]
    [InlineData("row opening", 1, 0, 64, "The opened columns of a row's matrix are not those committed.")]
    public void A_change_in_any_word_of_any_message_is_refused(string label, int occurrence, int from, int to, string reason)
    {
        for (int place = from; place < to; place += 4)
        {
            int seen = 0, changed = place;
            byte[] proof = new CheatingProver(Plan, _witness, _arena)
            {
                Forge = (l, bytes) =>
                {
                    if (l == label && seen++ == occurrence)
                    {
                        bytes[changed] ^= 1;
                    }
                },
            }.Prove(place);
            Assert.Equal(reason, Check(proof));
        }
    }

    [Theory]
    [InlineData(4, NoClaim)] // the matrix of y has rows of 4 in columns of 16: its combined row is one more claim
    [InlineData(2, NoMatch)] // the second has rows of 2, and its combined row is sent
    public void A_row_of_too_high_degree_is_refused(int length, string reason)
    {
        for (int plane = 0; plane < 2 * Ext.Degree; plane++)
        {
            int changed = plane;
            byte[] proof = new CheatingProver(Plan, _witness, _arena) { CorruptRows = rows => AddPower(rows, changed, length, length) }.Prove(plane);
            Assert.Equal(reason, Check(proof));
        }
    }

    [Theory]
    [InlineData(4, NoClaim)]
    [InlineData(2, NoMatch)]
    public void Another_codeword_in_the_matrix_of_a_row_is_refused(int length, string reason)
    {
        byte[] proof = new CheatingProver(Plan, _witness, _arena) { CorruptRows = rows => AddPower(rows, 1, length, 1) }.Prove(1);
        Assert.Equal(reason, Check(proof));
    }

    [Fact]
    public void More_corrupt_columns_than_the_code_corrects_are_always_refused_with_sound_parameters()
    {
        MatrixParameters rows = new(6, 110, 10, Hiding: false);
        ProofParameters parameters = ProofParameters.For(ProtocolPlan.For(Toy.Statement).Size) with { Rows = [rows] };
        parameters.Validate(Plan.Size);
        ProtocolPlan plan = ProtocolPlan.WithoutFloor(Toy.Statement, parameters);
        foreach (int corrupt in (int[])[0, rows.DecodingRadius + 1])
        {
            byte[] proof = new CheatingProver(plan, _witness, _arena)
            {
                CorruptRows = matrix =>
                {
                    for (int column = 0; column < corrupt; column++)
                    {
                        matrix[1].Span[column] = (matrix[1][column] + KoalaBear.One).Montgomery;
                    }
                },
            }.Prove(1);
            Assert.Equal(corrupt == 0 ? null : NoMatch, _verifier.Check(plan, _witness.Publics, proof));
        }
    }

    [Theory]
    [InlineData(true, NoMatch)]
    [InlineData(false, NoClaim)]
    public void Another_y_that_makes_a_false_claim_true_is_refused_at_the_columns(bool inClear, string reason)
    {
        // A false public value leaves V*(μ − ⟨h, y⟩) + γ·c ≠ 0. This is affine in y, so a prover who knows all challenges finds y' that makes it
        // zero; B then has nothing to object to, and only the columns of A know what y is.
        ProtocolPlan plan = inClear ? Tiny.PlanWithRowInClear(Toy.Statement) : Plan;
        _witness.Publics.Set(Toy.Total, [0], 4);
        Ext change = Ext.Zero, residue = Ext.Zero;
        byte[] Prove(Ext value)
        {
            change = value;
            return new CheatingProver(plan, _witness, _arena)
            {
                Row = y => y.Add(0, change),
                Diagnose = (constraints, _) => residue = constraints[^1],
            }.Prove(1, new FixedTranscript());
        }

        Prove(Ext.Zero);
        Ext atZero = residue;
        Assert.NotEqual(Ext.Zero, atZero);
        Prove(Ext.One);
        byte[] proof = Prove(-atZero * (residue - atZero).Inverse());

        Assert.Equal(Ext.Zero, residue);
        Assert.Equal(reason, _verifier.Check(plan, _witness.Publics, proof, new FixedTranscript()));
    }

    /// <summary>Adds X^power to one plane of the matrix whose rows have this length; the two matrices have columns of 16 and 8.</summary>
    private static void AddPower(FieldVector[] rows, int plane, int length, int power)
    {
        if (rows[0].Length != 4 * length)
        {
            return;
        }

        for (int column = 0; column < 4 * length; column++)
        {
            KoalaBear x = Ntt.For(length == 4 ? 4 : 3).Point(column);
            rows[plane].Span[column] = (rows[plane][column] + x.Pow((ulong)power)).Montgomery;
        }
    }

    private string? Check(byte[] proof) => _verifier.Check(Plan, _witness.Publics, proof);
}
