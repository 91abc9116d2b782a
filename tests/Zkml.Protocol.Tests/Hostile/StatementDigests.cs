using System.Text;
using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>Two statements never share a digest: the first thing that a transcript absorbs says which statement is proved.</summary>
public sealed class StatementDigests
{
    /// <summary>Statements that differ in one thing each.</summary>
    private static readonly Dictionary<string, Action<StatementBuilder>> Statements = new()
    {
        ["nothing"] = _ => { },
        ["a tensor"] = b => b.Commit("t", 4),
        ["of another name"] = b => b.Commit("u", 4),
        ["of another shape"] = b => b.Commit("t", 2, 2),
        ["a public one"] = b => b.Public("t", 4),
        ["a linear constraint"] = b => b.AssertZero("c", b.Commit("t", 4).View),
        ["on a public tensor"] = b => b.AssertZero("c", With(b.Commit("t", 4), b.Public("p", 4).View)),
        ["on the tensor beside it"] = b => b.AssertZero("c", With(b.Public("p", 4), b.Commit("t", 4).View)),
        ["with a factor"] = b => b.AssertZero("c", 2 * b.Commit("t", 4).View),
        ["with ρ"] = b => b.AssertZero("c", Coefficient.Rho * b.Commit("t", 4).View),
        ["summed"] = b => b.AssertZero("c", [AxisWeight.Sum], [], b.Commit("t", 4).View),
        ["summed as bits"] = b => b.AssertZero("c", [AxisWeight.Binary], [], b.Commit("t", 4).View),
        ["read as a square"] = b => b.AssertZero("c", b.Commit("t", 4).MapAs(Shape.Of(2, 2), AxisMap.Identity(2), AxisMap.Identity(2))),
        ["shifted"] = b => Mapped(b, AxisMap.Shift(4, 1)),
        ["strided"] = b => Mapped(b, AxisMap.Strided(4, 4, 2, -1)),
        ["sparse"] = b => Mapped(b, AxisMap.Sparse(4, 4, [new(0, 1, 1), new(2, 3, 1)])),
        ["another place"] = b => Mapped(b, AxisMap.Sparse(4, 4, [new(1, 0, 1), new(2, 3, 1)])),
        ["another entry"] = b => Mapped(b, AxisMap.Sparse(4, 4, [new(0, 1, 1), new(2, 3, 2)])),
        ["dense"] = b => Mapped(b, AxisMap.Dense(4, 4, new short[16], new int[4])),
        ["another weight"] = b => Mapped(b, AxisMap.Dense(4, 4, (short[])[.. new short[15], 1], new int[4])),
        ["another scale"] = b => Mapped(b, AxisMap.Dense(4, 4, new short[16], (int[])[0, 0, 0, 1])),
        ["diagonal"] = b => Mapped(b, AxisMap.Diagonal(1, 2, 3, 4)),
        ["another diagonal"] = b => Mapped(b, AxisMap.Diagonal(1, 2, 3, 4 + (long)KoalaBear.Modulus)),
        ["merged"] = b => Mapped(b, AxisMap.Merged(AxisMap.Identity(2), AxisMap.Shift(2, 1))),
        ["merged the other way"] = b => Mapped(b, AxisMap.Merged(AxisMap.Shift(2, 1), AxisMap.Identity(2))),
        ["a square"] = b => Squared(b, t => t.View, sameView: true),
        ["of two views that are equal"] = b => Squared(b, t => t.View, sameView: false),
        ["a cube"] = b => { View t = b.Commit("t", 4).View; b.AssertZero("c", [new Product(1, t, t, t)], View.Zero(t.Shape)); },
        ["a contraction"] = b => Contracted(b, "ab", "ca", "cb"),
        ["of the other axes"] = b => Contracted(b, "ab", "cb", "ca"),
        ["with an axis shared"] = b => Contracted(b, "ab", "ab", "ab"),
        ["with letters exchanged"] = b => Contracted(b, "ab", "ab", "ba"),
        ["a range"] = b => b.AssertRange("l", b.Commit("t", 4).View, 0, 3),
        ["another range"] = b => b.AssertRange("l", b.Commit("t", 4).View, 0, 4),
        ["a public table"] = b => b.AssertLookup("l", b.PublicTable("p", Column(0, 1), Column(2, 3)), Twice(b)),
        ["other values"] = b => b.AssertLookup("l", b.PublicTable("p", Column(0, 1), Column(2, 4)), Twice(b)),
        ["columns exchanged"] = b => b.AssertLookup("l", b.PublicTable("p", Column(2, 3), Column(0, 1)), Twice(b)),
        ["a committed table"] = b => b.AssertLookup("l", b.CommittedTable("p", b.Commit("m", 2).View), b.Commit("t", 4).View),
        ["of a column"] = b => b.AssertLookup("l", b.CommittedTable("p", b.Commit("m", 2, 1).View), b.Commit("t", 4).View),
        ["the first of two tables"] = b => OneOfTwo(b, 0),
        ["the second of two tables"] = b => OneOfTwo(b, 1),
    };

    [Fact]
    public void Differ_for_statements_that_differ_in_anything()
    {
        ILookup<string, string> names = Statements.ToLookup(s => Digest(s.Value), s => s.Key);
        Assert.All(names, same => Assert.Single(same));
        Assert.All(Statements, s => Assert.Equal(Digest(s.Value), Digest(s.Value)));
    }

    [Fact]
    public void Are_not_made_of_text_that_has_no_encoding() =>
        // Every half of a surrogate pair would be encoded as U+FFFD: such names could be exchanged without a sign.
        Assert.All(["\ud800", "a\udc00"], text =>
        {
            Assert.Throws<EncoderFallbackException>(() => new StatementBuilder(text).Build());
            Assert.Throws<EncoderFallbackException>(() => Digest(b => b.Commit(text, 4)));
        });

    [Fact]
    public void Of_contractions_have_plain_letters() =>
        Assert.All(["\ud800\ud801", "äö", "  ", "1+"], letters => Assert.Throws<ArgumentException>(() => Digest(b => Contracted(b, letters, letters, letters))));

    private static string Digest(Action<StatementBuilder> build)
    {
        var builder = new StatementBuilder("test/digest");
        build(builder);
        return Convert.ToHexString(builder.Build().Digest.Span);
    }

    private static KoalaBear[] Column(params uint[] values) => [.. values.Select(KoalaBear.FromUInt32)];

    private static View With(Tensor _, View view) => view;

    private static View[] Twice(StatementBuilder builder)
    {
        View view = builder.Commit("t", 4).View;
        return [view, view];
    }

    private static void Mapped(StatementBuilder builder, AxisMap map) => builder.AssertZero("c", builder.Commit("t", 4).Map(map));

    private static void Squared(StatementBuilder builder, Func<Tensor, View> view, bool sameView)
    {
        Tensor tensor = builder.Commit("t", 4);
        View first = view(tensor), second = sameView ? first : view(tensor);
        builder.AssertZero("c", [new Product(1, first, second)], View.Zero(first.Shape));
    }

    private static void Contracted(StatementBuilder builder, string left, string right, string linear)
    {
        View[] views = [.. Enumerable.Range(0, 3).Select(i => builder.Commit($"t{i}", 2, 2).View)];
        builder.AssertContraction("c", new(views[0], left), new(views[1], right), new(views[2], linear));
    }

    private static void OneOfTwo(StatementBuilder builder, int chosen)
    {
        LookupTable[] tables = [builder.PublicTable("p", Column(0, 1)), builder.PublicTable("p", Column(0, 1))];
        builder.AssertLookup("l", tables[chosen], builder.Commit("t", 4).View);
    }
}
