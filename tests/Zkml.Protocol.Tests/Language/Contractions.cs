using CsCheck;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Language;

/// <summary>Products of private arrays that are summed over axes.</summary>
public sealed class Contractions
{
    [Theory]
    [InlineData("ko", "pk", "po")]
    [InlineData("tc", "ptc", "pc")]
    [InlineData("gko", "pgk", "pgo")]
    [InlineData("akbo", "pakb", "op")]
    [InlineData("k", "k", "")]
    public void A_true_one_is_proved_and_a_false_one_refused(string left, string right, string linear) => Gen.Int[0, 1 << 20].Sample(
        seed =>
        {
            using var arena = new Arena(1 << 20);
            using Witness witness = Create(seed, left, right, linear, arena);
            Assert.Empty(ConstraintChecker.Check(witness, Ext.One, arena));
            ProtocolPlan plan = Tiny.Plan(witness.Statement);
            using var verifier = new Verifier();
            Assert.Null(verifier.Check(plan, witness.Publics, Tiny.Prove(plan, witness, 1, arena)));

            var random = new RandomViews(seed);
            Tensor tensor = witness.Statement.Tensors[random.Below(3)];
            int[] index = [.. Enumerable.Range(0, tensor.Shape.Rank).Select(a => random.Below(tensor.Shape[a]))];
            int cell = tensor.Shape.Cell(index);
            witness[tensor][cell] = (witness.Get(tensor, cell) + KoalaBear.One).Montgomery;
            Assert.Equal(["product"], ConstraintChecker.Check(witness, Ext.One, arena).Select(v => v.Name).Distinct());
            Assert.NotNull(verifier.Check(plan, witness.Publics, Tiny.Prove(plan, witness, 1, arena)));
        },
        iter: 20,
        threads: 1);

    [Theory]
    [InlineData("ko", "pj", "po")]
    [InlineData("ko", "pk", "p")]
    [InlineData("kk", "pk", "pk")]
    [InlineData("ko", "pk", "pox")]
    [InlineData("kj", "jk", "jk")]
    [InlineData("k", "pk", "po")]
    public void Letters_that_do_not_fit_are_refused(string left, string right, string linear)
    {
        var builder = new StatementBuilder("test/letters");
        Assert.Throws<ArgumentException>(() => builder.AssertContraction("product", Twos(builder, left), Twos(builder, right), Twos(builder, linear)));
    }

    [Fact]
    public void Extents_that_differ_are_refused()
    {
        var builder = new StatementBuilder("test/extents");
        View two = builder.Commit("two", 2).View, three = builder.Commit("three", 3).View, one = builder.Commit("one", 1).View;
        Assert.Throws<ArgumentException>(() => builder.AssertContraction("product", new(two, "k"), new(three, "k"), new(one, "p")));
    }

    private static IndexedView Twos(StatementBuilder builder, string axes) =>
        new(builder.Commit("t", [.. Enumerable.Repeat(2, axes.Length)]).View, axes);

    /// <summary>Random extents and small values; an empty Linear stands for an axis of extent 1 that the right factor has too.</summary>
    private static Witness Create(int seed, string left, string right, string linear, Arena arena)
    {
        var random = new RandomViews(seed);
        (right, linear) = linear.Length == 0 ? ("p" + right, "p") : (right, linear);
        Dictionary<char, int> extents = left.Union(right).ToDictionary(a => a, _ => 1 + random.Below(4));
        var builder = new StatementBuilder("test/contraction");
        Tensor[] tensors = [.. new[] { left, right, linear }.Select((axes, i) => builder.Commit($"t{i}", [.. axes.Select(a => extents[a])]))];
        builder.AssertContraction("product", new(tensors[0].View, left), new(3 * tensors[1].View, right), new(-tensors[2].View, linear));
        var witness = new Witness(builder.Build(), arena);
        foreach (Tensor factor in tensors[..2])
        {
            foreach (int[] index in Indices(factor.Shape))
            {
                witness.Set(factor, index, 1 + random.Below(20));
            }
        }

        string letters = string.Concat(left.Union(right));
        foreach (int[] index in Indices(Shape.Of([.. letters.Select(a => extents[a])])))
        {
            int Cell(Tensor tensor, string axes) => tensor.Shape.Cell([.. axes.Select(a => index[letters.IndexOf(a, StringComparison.Ordinal)])]);
            KoalaBear product = witness.Get(tensors[0], Cell(tensors[0], left)) * witness.Get(tensors[1], Cell(tensors[1], right));
            int cell = Cell(tensors[2], linear);
            witness[tensors[2]][cell] = (witness.Get(tensors[2], cell) + KoalaBear.FromUInt32(3) * product).Montgomery;
        }

        return witness;
    }

    private static IEnumerable<int[]> Indices(Shape shape)
    {
        for (int number = 0; number < shape.Count; number++)
        {
            var index = new int[shape.Rank];
            for (int axis = shape.Rank - 1, rest = number; axis >= 0; rest /= shape[axis], axis--)
            {
                index[axis] = rest % shape[axis];
            }

            yield return index;
        }
    }
}
