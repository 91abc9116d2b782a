using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>Lookups in several groups, each of which must add up to zero by itself (review, F5).</summary>
public sealed class LookupGroups : IDisposable
{
    private readonly Arena _arena = new(1 << 22);
    private readonly Verifier _verifier = new();

    public void Dispose()
    {
        _arena.Dispose();
        _verifier.Dispose();
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(9.35, 1)]
    [InlineData(9.0, 2)]
    [InlineData(8.8, 3)]
    public void Statements_with_several_groups_are_proved(double limit, int groupBits)
    {
        var toy = new ToyStatement(ToyParts.Ranges | ToyParts.Memory, size: 50, limit);
        Assert.Equal(groupBits, toy.Statement.Lookups.GroupBits);
        using Witness witness = toy.Solve(_arena);
        Assert.Empty(ConstraintChecker.Check(witness, Ext.FromInt64(3), _arena));
        ProtocolPlan plan = ProtocolPlan.For(toy.Statement);

        Assert.Null(_verifier.Check(plan, witness.Publics, new Prover(_arena, threads: 2).Prove(plan, witness)));
    }

    [Fact]
    public void A_row_counted_in_another_group_is_refused()
    {
        // Over all groups the counts are right: one sum instead of one per group would accept.
        (ProtocolPlan plan, Witness witness, LookupTable table) = Grouped();
        using (witness)
        {
            int row = Enumerable.Range(0, table.Rows).First(r => witness.Get(table.Multiplicities[0], r) != KoalaBear.Zero);
            Assert.Null(Check(plan, witness));
            Add(witness, table.Multiplicities[0], row, -1);
            Assert.NotNull(Check(plan, witness));
            Add(witness, table.Multiplicities[1], row, 1);
            Assert.NotNull(Check(plan, witness));
            Add(witness, table.Multiplicities[1], row, -1);
            Add(witness, table.Multiplicities[0], row, 1);
            Assert.Null(Check(plan, witness));
        }
    }

    [Fact]
    public void A_false_tuple_in_one_group_is_refused_whatever_the_counts()
    {
        (ProtocolPlan plan, Witness witness, LookupTable table) = Grouped();
        using (witness)
        {
            Tensor values = witness.Statement.Tensors[0];
            KoalaBear before = witness.Get(values, 5);
            witness.Set(values, 5, 16);
            Assert.NotNull(Check(plan, witness));
            for (int group = 0; group < table.Multiplicities.Count; group++)
            {
                for (int row = 0; row < table.Rows; row++)
                {
                    Add(witness, table.Multiplicities[group], row, -1);
                    Assert.NotNull(Check(plan, witness));
                    Add(witness, table.Multiplicities[group], row, 1);
                }
            }

            witness.Set(values, 5, before.ToInt32());
            Assert.Null(Check(plan, witness));
        }
    }

    [Fact]
    public void Finding_F5_a_statement_with_p_lookups_or_more_is_refused()
    {
        // p copies of a false tuple would add up to zero.
        var builder = new StatementBuilder("test/too many");
        LookupTable table = builder.RangeTable(0, 1);
        for (int i = 0; i < 2; i++)
        {
            builder.AssertLookup("many", table, View.Constant(Shape.Of(1 << 30), 1));
        }

        Statement statement = builder.Build();
        Assert.True(statement.Lookups.LookupCount >= KoalaBear.Modulus);
        Assert.Throws<ArgumentOutOfRangeException>(() => ProtocolPlan.For(statement));
    }

    [Fact]
    public void More_leaves_than_there_are_numbers_are_refused()
    {
        // Fewer than p lookups, but 2^33 leaves with those outside the extents: number 2^32 would be number 0.
        var builder = new StatementBuilder("test/too deep");
        LookupTable table = builder.RangeTable(0, 1);
        for (int i = 0; i < 7; i++)
        {
            builder.AssertLookup("many", table, View.Constant(Shape.Of(1 << 21, 5, 5, 5), 1));
        }

        Statement statement = builder.Build();
        Assert.True(statement.Lookups.LookupCount < KoalaBear.Modulus);
        Assert.Equal(33, statement.Lookups.Depth);
        Assert.Throws<ArgumentOutOfRangeException>(() => ProtocolPlan.For(statement));
    }

    [Fact]
    public void Group_sizes_reach_the_soundness_calculator()
    {
        var toy = new ToyStatement(ToyParts.Ranges | ToyParts.Memory, size: 50, 8.8);
        StatementSize grouped = ProtocolPlan.For(toy.Statement).Size;
        StatementSize single = ProtocolPlan.For(new ToyStatement(ToyParts.Ranges | ToyParts.Memory, size: 50).Statement).Size;

        Assert.Equal(3, grouped.LookupGroupBits);
        Assert.True(grouped.LargestLookupGroup < single.LargestLookupGroup);
    }

    private string? Check(ProtocolPlan plan, Witness witness) =>
        _verifier.Check(plan, witness.Publics, new Prover(_arena, threads: 1).ProveAsIs(plan, witness));

    private static void Add(Witness witness, Tensor tensor, int cell, int change) =>
        witness.Set(tensor, cell, witness.Get(tensor, cell).ToInt32() + change);

    /// <summary>64 values below 16 in four groups.</summary>
    private (ProtocolPlan Plan, Witness Witness, LookupTable Table) Grouped()
    {
        var builder = new StatementBuilder("test/groups");
        Tensor values = builder.Commit("values", 64);
        builder.AssertRange("values", values.View, 0, 15);
        Statement statement = builder.Build(5);
        Assert.Equal(2, statement.Lookups.GroupBits);
        var witness = new Witness(statement, _arena);
        for (int i = 0; i < 64; i++)
        {
            witness.Set(values, i, i * i % 15);
        }

        MultiplicityCounter.Fill(witness, _arena);
        return (Tiny.Plan(statement), witness, statement.Tables[0]);
    }
}
