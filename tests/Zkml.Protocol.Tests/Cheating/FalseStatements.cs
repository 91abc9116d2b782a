using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>False statements, proved as well as a prover can that follows the protocol.</summary>
public sealed class FalseStatements : IDisposable
{
    private readonly Arena _arena = new(1 << 20);
    private readonly Verifier _verifier = new();

    public void Dispose()
    {
        _arena.Dispose();
        _verifier.Dispose();
    }

    [Fact]
    public void Finding_F7_a_value_in_a_padding_cell_is_never_read()
    {
        var toy = new ToyStatement(ToyParts.All, size: 5);
        using Witness witness = toy.Solve(_arena);
        MultiplicityCounter.Fill(witness, _arena);
        HashSet<int> inside = [.. toy.Statement.Tensors.SelectMany(t => Cells(t.Shape).Select(c => toy.Statement.Offset(t) + c))];
        int[] padding = [.. Enumerable.Range(0, toy.Statement.Length).Where(c => !inside.Contains(c))];
        Assert.True(padding.Length > 50);
        foreach (int cell in padding)
        {
            witness.Cells.Span[cell] = KoalaBear.FromUInt32((uint)cell * 12345 + 1).Montgomery;
        }

        Assert.Null(Check(Tiny.Plan(toy.Statement), witness));
    }

    [Fact]
    public void Finding_F7_a_padding_cell_cannot_make_up_for_a_false_value()
    {
        // The sum of five values is 11; the padding cells 5 to 7 of the same tensor would bring it to 10.
        var toy = new ToyStatement(ToyParts.Linear, size: 5);
        using Witness witness = toy.Solve(_arena);
        Tensor values = toy.Statement.Tensors[0];
        witness.Set(values, 4, 5);
        Assert.NotNull(Check(Tiny.Plan(toy.Statement), witness));
        for (int cell = 5; cell < 8 && cell < toy.Statement.Length; cell++)
        {
            witness.Cells.Span[toy.Statement.Offset(values) + cell] = (-KoalaBear.One).Montgomery;
            Assert.NotNull(Check(Tiny.Plan(toy.Statement), witness));
        }
    }

    [Fact]
    public void Every_cell_inside_the_extents_that_a_constraint_reads_matters()
    {
        var toy = new ToyStatement(ToyParts.All, size: 3);
        ProtocolPlan plan = Tiny.Plan(toy.Statement);
        using Witness witness = toy.Solve(_arena);
        MultiplicityCounter.Fill(witness, _arena);
        foreach (Tensor tensor in toy.Statement.Tensors)
        {
            foreach (int cell in Cells(tensor.Shape).Where(c => c % 7 < 4))
            {
                uint before = witness[tensor][cell];
                witness[tensor][cell] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
                Assert.True(Check(plan, witness) is not null, $"{tensor.Name}, cell {cell}");
                witness[tensor][cell] = before;
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finding_F8_a_false_small_constraint_next_to_a_big_one_is_refused(bool smallFirst)
    {
        var builder = new StatementBuilder("test/sizes");
        Tensor small = smallFirst ? builder.CommitBits("small", 2) : null!;
        Tensor big = builder.CommitBits("big", 100);
        small ??= builder.CommitBits("small", 2);
        Tensor one = builder.CommitBits("one", 1);
        using var witness = new Witness(builder.Build(), _arena);
        ProtocolPlan plan = Tiny.Plan(witness.Statement);
        for (int i = 0; i < 100; i += 3)
        {
            witness.Set(big, i, 1);
        }

        witness.Set(small, 1, 1);
        witness.Set(one, 0, 1);
        Assert.Null(Check(plan, witness));
        foreach ((Tensor tensor, int cell) in (IEnumerable<(Tensor, int)>)[(small, 0), (small, 1), (one, 0), (big, 99)])
        {
            KoalaBear before = witness.Get(tensor, cell);
            witness.Set(tensor, cell, 2);
            Assert.NotNull(Check(plan, witness));
            witness.Set(tensor, cell, before.ToInt32());
        }
    }

    [Fact]
    public void Errors_of_two_constraints_do_not_cancel()
    {
        // x² − x − a = 0 and y² − y + a = 0 at the same index: with a = 2, x = 0 and y = 0 the errors are −2 and 2.
        var builder = new StatementBuilder("test/cancel");
        (Tensor x, Tensor y, Tensor a) = (builder.Commit("x", 4), builder.Commit("y", 4), builder.Commit("a", 4));
        builder.AssertZero("x", [new Product(1, x.View, x.View)], -x.View - a.View);
        builder.AssertZero("y", [new Product(1, y.View, y.View)], -y.View + a.View);
        using var witness = new Witness(builder.Build(), _arena);
        Assert.Null(Check(Tiny.Plan(witness.Statement), witness));
        witness.Set(a, 2, 2);
        Assert.NotNull(Check(Tiny.Plan(witness.Statement), witness));
        Assert.Equal(2, ConstraintChecker.Check(witness, Ext.One, _arena).Count);
    }

    [Fact]
    public void Errors_of_two_linear_constraints_or_two_cells_do_not_cancel()
    {
        var builder = new StatementBuilder("test/cancel linear");
        Tensor x = builder.Commit("x", 6);
        builder.AssertZero("x", x.View);
        builder.AssertZero("minus x", -x.View);
        using var witness = new Witness(builder.Build(), _arena);
        Assert.Null(Check(Tiny.Plan(witness.Statement), witness));
        witness.Set(x, 1, 1);
        witness.Set(x, 4, -1);
        Assert.NotNull(Check(Tiny.Plan(witness.Statement), witness));
    }

    private string? Check(ProtocolPlan plan, Witness witness) =>
        _verifier.Check(plan, witness.Publics, new Prover(_arena, threads: 1).ProveAsIs(plan, witness));

    private static IEnumerable<int> Cells(Shape shape) => MultiplicityCounter.CellsInside(shape, 0, shape.PaddedLength);
}
