using CsCheck;
using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Reduction;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Language;

/// <summary>
/// What a view means is written four times: the values the prover commits to sum-checks, the prover's transpose, the verifier's bilinear
/// form, the verifier's public part. All must be the dense matrix, for shapes that are no powers of two (review, section 7.5).
/// </summary>
public sealed class ViewsAgree
{
    private const int Variables = 12;

    [Fact]
    public void Values_are_those_of_the_dense_matrix() => Gen.Int.Sample(
        seed =>
        {
            using var arena = new Arena(1 << 20);
            Example example = Create(seed, arena);
            ExtVector values = arena.Ext(example.View.Shape.PaddedLength);
            ViewEvaluator.Evaluate(example.View, example.Witness, example.Rho, values);
            Ext[] dense = DenseViews.Values(example.View, example.Cell, example.Rho);
            Assert.Equal(dense, Enumerable.Range(0, values.Length).Select(i => values[i]));
            if (!example.View.UsesChallenge)
            {
                FieldVector inBase = arena.Field(values.Length);
                ViewEvaluator.Evaluate(example.View, example.Witness, inBase);
                Assert.Equal(dense, Enumerable.Range(0, values.Length).Select(i => (Ext)inBase[i]));
            }
        },
        iter: 600);

    [Fact]
    public void Transpose_bilinear_form_and_public_part_are_those_of_the_dense_matrix() => Gen.Int.Sample(
        seed =>
        {
            using var arena = new Arena(1 << 20);
            Example example = Create(seed, arena);
            RandomViews random = example.Random;
            PointWeights weights = random.Below(2) == 0
                ? PointWeights.Suffix(random.Elements(Variables), example.View.Shape.Bits)
                : PointWeights.ForConstraint(Contracted(example.View, random), random.Elements(Variables));
            AssertAgree(example, weights, arena);
        },
        iter: 600);

    [Fact]
    public void Maps_that_differ_in_one_number_are_not_taken_for_each_other()
    {
        // What is made of a map and weights is kept by keys: here all maps have one place, one size and the same weights.
        using var arena = new Arena(1 << 20);
        var random = new RandomViews(1);
        var builder = new StatementBuilder("test/keys");
        Tensor tensor = builder.Commit("t", 12, 12);
        AxisMap[] threes = [.. Strides(3)], fours = [.. Strides(4)];
        AxisMap[] maps =
        [
            .. Strides(12), .. threes.SelectMany(o => fours.Select(i => AxisMap.Merged(o, i))), .. fours.SelectMany(o => threes.Select(i => AxisMap.Merged(o, i))),
            AxisMap.Diagonal([.. Enumerable.Range(0, 12)]), AxisMap.Diagonal([.. Enumerable.Range(1, 12)]),
        ];
        View view = View.Zero(tensor.Shape);
        foreach (AxisMap map in maps)
        {
            view += random.Below(1000) * tensor.Map(map, AxisMap.Identity(12)) + random.Below(1000) * tensor.Map(AxisMap.Identity(12), map);
        }

        builder.AssertZero("view", [new Product(1, view, view)], View.Zero(view.Shape));
        Example example = Fill(random, builder.Build(), view, arena);
        AssertAgree(example, PointWeights.Suffix(random.Elements(Variables), view.Shape.Bits), arena);
    }

    [Fact]
    public void Finding_F7_padding_cells_have_weight_zero() => Gen.Int.Sample(
        seed =>
        {
            using var arena = new Arena(1 << 20);
            Example example = Create(seed, arena);
            Statement statement = example.Witness.Statement;
            var session = new Session(new CountingExchange(), 0);
            session.Claim(new LinearClaim(
                [new ClaimPart(example.View, Ext.One, PointWeights.Suffix(example.Random.Elements(Variables), example.View.Shape.Bits))], Affine.Zero));
            ExtVector v = FunctionalBuilder.Build(
                statement, LinearReduction.Run(session, statement), new AxisVectors(arena, example.Rho), arena, new Workers(1));
            HashSet<int> inside = [.. statement.Tensors.SelectMany(t => DenseCells(t.Shape).Select(c => statement.Offset(t) + c))];
            Assert.All(Enumerable.Range(0, v.Length).Where(i => !inside.Contains(i)), i => Assert.Equal(Ext.Zero, v[i]));
        },
        iter: 200);

    [Fact]
    public void A_stride_beyond_all_integers_reads_nothing_there()
    {
        Assert.Equal([(0, 1)], AxisMap.Strided(9, 4, 1 << 30, 1).Entries().Select(e => (e.Out, e.In)));
        View view = new StatementBuilder("test/strides").Commit("x", 1 << 20).Map(AxisMap.Strided(1 << 17, 1 << 20, 8, 3));
        Assert.Throws<OverflowException>(() => view.ThenLast(AxisMap.Strided(2, 1 << 17, 1 << 29, 0)));
    }

    [Fact]
    public void A_negative_stride_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AxisMap.Strided(4, 4, -1, 3));

    [Fact]
    public void A_weight_of_base_zero_is_refused()
    {
        var builder = new StatementBuilder("test/base");
        View view = builder.Commit("x", 4).View;
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AssertZero("x", [new AxisWeight(0)], [], view));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AssertZero("x", [new AxisWeight(KoalaBear.Modulus)], [], view));
    }

    /// <summary>Transpose, public part and bilinear form against the definition.</summary>
    private static void AssertAgree(Example example, PointWeights weights, Arena arena)
    {
        Statement statement = example.Witness.Statement;
        Ext[] table = DenseViews.Table(weights.Variables);
        Ext scale = example.Random.Element();
        var session = new Session(new CountingExchange(), 0);
        session.Claim(new LinearClaim([new ClaimPart(example.View, scale, weights), new ClaimPart(example.View, scale, weights)], Affine.Zero));
        LinearReduction reduction = LinearReduction.Run(session, statement);
        ExtVector v = FunctionalBuilder.Build(statement, reduction, new AxisVectors(arena, example.Rho), arena, new Workers(1));
        var axes = new AxisVectors(arena, example.Rho, example.Witness.Publics);
        Ext[] functional = [.. Enumerable.Range(0, v.Length).Select(i => v[i])];

        // ⟨V, W⟩ + public part = scale · Σ_x weights(x) · view(x), twice since the part stands twice.
        Ext expected = (scale + scale) * DenseViews.Dot(table, DenseViews.Values(example.View, example.Cell, example.Rho));
        Ext actual = reduction.Known(axes);
        for (int i = 0; i < functional.Length; i++)
        {
            actual += functional[i] * example.Witness.Cells[i];
        }

        Assert.Equal(expected, actual);

        // V~(r*) = Σ_i eq(r*, i) · V_i.
        Ext[] point = example.Random.Elements(Variables);
        Assert.Equal(DenseViews.Dot(functional, DenseViews.Eq(point)), reduction.Evaluate(axes, point));
    }

    private static IEnumerable<AxisMap> Strides(int size) =>
        from stride in Enumerable.Range(0, 3)
        from offset in Enumerable.Range(-1, 3)
        select AxisMap.Strided(size, size, stride, offset);

    private static IEnumerable<int> DenseCells(Shape shape) => MultiplicityCounter.CellsInside(shape, 0, shape.PaddedLength);

    private static Constraint Contracted(View view, RandomViews random) => new(
        "contracted", view.Shape,
        [.. Enumerable.Range(0, view.Shape.Rank).Select(_ => random.Below(3) switch { 0 => AxisWeight.Each, 1 => AxisWeight.Sum, _ => AxisWeight.Binary })],
        [], view);

    private static Example Create(int seed, Arena arena)
    {
        var random = new RandomViews(seed);
        var builder = new StatementBuilder("test/views");
        int rank = 1 + random.Below(4);
        List<Tensor> tensors = [.. Enumerable.Range(0, 3).Select(i => builder.Commit($"t{i}", Extents(random, rank)))];
        Tensor given = builder.Public("public", Extents(random, rank));
        View view = random.View(random.ShapeLike(tensors[0], rank), [.. tensors, given], challenge: random.Below(2) == 0);
        // How tensors are read says where they may lie. A constraint with products is no claim of the linear reduction.
        builder.AssertZero("view", [new Product(1, view, view)], View.Zero(view.Shape));
        return Fill(random, builder.Build(), view, arena);
    }

    private static Example Fill(RandomViews random, Statement statement, View view, Arena arena)
    {
        var witness = new Witness(statement, arena);
        foreach (ref uint cell in witness.Cells.Span)
        {
            cell = random.Base().Montgomery;
        }

        foreach (Tensor given in statement.Publics)
        {
            foreach (ref uint cell in witness.Publics[given])
            {
                cell = random.Base().Montgomery;
            }
        }

        return new Example(random, witness, view, random.Element());
    }

    private static int[] Extents(RandomViews random, int rank)
    {
        Shape shape = random.Shape(1 + random.Below(rank));
        return [.. Enumerable.Range(0, shape.Rank).Select(a => shape[a])];
    }

    private sealed record Example(RandomViews Random, Witness Witness, View View, Ext Rho)
    {
        public Ext Cell(Tensor tensor, int cell) => KoalaBear.FromMontgomery(Witness[tensor][cell]);
    }
}
