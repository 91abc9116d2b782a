using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests.Language;

/// <summary>Mistakes in building code that would change the meaning of a statement without a sign.</summary>
public sealed class BuilderMisuse
{
    [Fact]
    public void A_tensor_of_another_statement_is_refused_wherever_a_view_is_taken()
    {
        var other = new StatementBuilder("other");
        View foreign = other.Commit("foreign", 4).View, foreignPublic = other.Public("foreign public", 4).View;
        var builder = new StatementBuilder("own");
        View own = builder.Commit("own", 4).View;
        builder.Public("own public", 4);

        foreach (View view in (View[])[foreign, foreignPublic, own + foreign])
        {
            Assert.Throws<ArgumentException>(() => builder.AssertZero("linear", view));
            Assert.Throws<ArgumentException>(() => builder.AssertZero("product", [new Product(1, own, view)], own));
            Assert.Throws<ArgumentException>(() => builder.AssertRange("range", view, 0, 1));
            Assert.Throws<ArgumentException>(() => builder.CommittedTable("memory", view));
        }
    }

    [Fact]
    public void A_table_of_another_statement_is_refused()
    {
        LookupTable foreign = new StatementBuilder("other").PublicTable("bits", [KoalaBear.Zero, KoalaBear.One]);
        var builder = new StatementBuilder("own");
        builder.PublicTable("anything", [KoalaBear.One]);
        View view = builder.Commit("own", 4).View;

        Assert.Throws<ArgumentException>(() => builder.AssertLookup("bits", foreign, view));
    }

    [Fact]
    public void An_array_without_axes_is_refused()
    {
        // The verifier's form is a product over axes: without any it would be 1 everywhere, and "x = y" would be read of no cell at all.
        var builder = new StatementBuilder("scalar");
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Commit("x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Public("x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shape.Of());
    }

    [Fact]
    public void A_second_statement_from_one_builder_would_take_the_multiplicities_of_the_first()
    {
        var builder = new StatementBuilder("twice");
        builder.AssertRange("range", builder.Commit("values", 4).View, 0, 9);
        builder.Build();

        Assert.Throws<InvalidOperationException>(builder.Build);
    }
}
