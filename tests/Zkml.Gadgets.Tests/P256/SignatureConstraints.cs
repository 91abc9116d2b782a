using Zkml.Fields;
using Zkml.Gadgets.P256;
using Zkml.Gadgets.Tests.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.P256;

public sealed class SignatureConstraints
{
    [Fact]
    public void Honest_signatures_satisfy_everything()
    {
        using var problem = new EcdsaProblem();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(EcdsaFault.None, problem.Solve(Signatures.Fresh()));
            Assert.Empty(problem.Violations());
        }
    }

    [Fact]
    public void Every_committed_cell_is_read_by_a_constraint_or_lookup()
    {
        using var problem = new EcdsaProblem();
        WitnessAttacks.EveryCellIsRead(problem.Statement);
    }

    [Fact]
    public void Published_vectors_satisfy_the_constraints_exactly_when_valid()
    {
        using var problem = new EcdsaProblem();
        foreach (Wycheproof.Vector vector in Wycheproof.Load())
        {
            if (problem.Solve(vector.Input) != EcdsaFault.None)
            {
                EcdsaSolver.Fill(vector.Input, Forger.Choices(vector.Input), problem.Trace);
                problem.Write(vector.Input);
            }

            Assert.True(problem.Violations().Length == 0 == vector.Valid, $"{vector.Id}: {vector.Comment}");
        }
    }

    [Fact]
    public void Every_start_point_serves()
    {
        EcdsaInput input = Signatures.Fresh();
        Assert.Equal(EcdsaFault.None, PlainEcdsa.Recover(input, out AffinePoint point));
        using var problem = new EcdsaProblem();
        for (int start = 0; start < StartPoints.Count; start++)
        {
            Assert.Equal(0, EcdsaSolver.Fill(input, EcdsaChoices.For(input, point, start), problem.Trace));
            problem.Write(input);
            Assert.Empty(problem.Violations());
        }
    }

    /// <summary>A sample: one check of the whole statement takes about 20 ms.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_changed_cell_is_rejected(long step)
    {
        using var problem = new EcdsaProblem();
        Assert.Equal(EcdsaFault.None, problem.Solve(Signatures.Fresh()));
        WitnessAttacks.EveryChangedCellIsRejected(problem.Witness, problem.Arena, stride: 499, step);
    }

    [Fact]
    public void No_relation_can_wrap() =>
        Assert.All(EcdsaRelations.All, batch => Assert.InRange(batch.CoefficientBound, 1, KoalaBear.Modulus - 1));

    [Fact]
    public void Size_is_what_the_documentation_says()
    {
        using var problem = new EcdsaProblem();
        Assert.Equal(570, EcdsaRelations.All.Sum(b => b.Places.ToArray().Count(p => p.Coefficient != 0)));
        Assert.InRange(problem.Statement.Length, 60_000, 74_000);
        Assert.Equal(16, problem.Statement.Lookups.Depth);
    }

    [Fact]
    public void Signatures_of_one_statement_share_the_window_table()
    {
        var builder = new StatementBuilder("test/two signatures");
        View inputs = builder.Commit("inputs", UInt256.Size, 1).View;
        EcdsaGadget.Constrain(builder, "first", new EcdsaGadget.Given(inputs, inputs, inputs));
        EcdsaGadget.Constrain(builder, "second", new EcdsaGadget.Given(inputs, inputs, inputs));
        Assert.Single(builder.Build().Tables, table => table.Rows == WindowTable.Windows * WindowTable.Digits && table.Width > 1);
    }
}
