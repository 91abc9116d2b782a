using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Secrecy;

/// <summary>
/// Matrix B by linear algebra (review, Z7 and Z10): for fixed challenges and pads, y_ldt, y_dot and the opened columns are an affine map of
/// row randomness and masks. Its image must be the same for any pads that satisfy the same linear constraints. y_quad, which is quadratic,
/// is masked by e0 and e1 alone: these are left out here, as they cannot hide anything else, and looked at separately.
/// </summary>
public sealed class PadMatrixHides
{
    private static readonly MatrixParameters Shape = new(3, 3, 6);
    private static readonly (int, int)[] Products = [(3, 4), (5, 5), (3, 6), (7, 8), (9, 10), (4, 9), (6, 6), (7, 3), (8, 9), (3, 10)];
    private static readonly PadLayout Layout = new(11, Products, Shape);

    [Fact]
    public void Answers_and_columns_of_two_sets_of_pads_have_one_distribution()
    {
        (int rank, bool same) = Compare(Layout, tape => tape);
        Assert.True(same);

        // Uniform but for y_ldt and y_dot at the opened points and the sum of y_dot.
        int revealed = Shape.MessageLength + Layout.DotLength + Shape.Queries * (Layout.Rows - 2), relations = 2 * Shape.Queries + 1;
        Assert.Equal(Ext.Degree * (revealed - relations), rank);
    }

    [Fact]
    public void Finding_Z7_disjoint_mask_halves_would_leak() => Assert.False(Compare(new DisjointHalves(), tape => tape).Same);

    [Fact]
    public void A_base_field_mask_would_leak()
    {
        foreach (int row in (int[])[Layout.U, Layout.D0, Layout.D1])
        {
            Assert.False(Compare(Layout, tape => Without(tape, row, (c, _) => c > 0)).Same);
        }
    }

    [Fact]
    public void A_missing_mask_would_leak()
    {
        foreach (int row in (int[])[Layout.U, Layout.D0, Layout.D1])
        {
            Assert.False(Compare(Layout, tape => Without(tape, row, (_, _) => true)).Same);
        }
    }

    [Fact]
    public void A_mask_that_is_random_only_on_the_data_would_leak() =>
        Assert.False(Compare(Layout, tape => Without(tape, Layout.U, (_, i) => i >= Shape.DataLength)).Same);

    [Fact]
    public void Finding_Z4_rows_with_fewer_random_coefficients_than_opened_columns_would_leak()
    {
        foreach (int row in (int[])[0, Layout.XRow(0), Layout.ZRow(1)])
        {
            Assert.False(Compare(Layout, tape => Without(tape, row, (_, i) => i == Shape.MessageLength - 1)).Same);
        }
    }

    [Fact]
    public void Masks_of_the_quadratic_test_cover_its_answer()
    {
        RandomTape zero = RandomTape.Zero(0, null, Layout);
        (uint[] Linear, uint[] Quad) origin = Reveal(Layout, 1, zero.Copy());
        var span = new LinearSpan();
        int row = Ext.Degree * Shape.MessageLength;
        foreach (int word in zero.Words(zero.RowsOfB).Skip(Layout.E0 * row).Take(2 * row))
        {
            span.Add(LinearSpan.Difference(Reveal(Layout, 1, zero.Plus(word)).Quad, origin.Quad));
        }

        // y_quad and both masks at the opened points, which determine y_quad there.
        Assert.Equal(Ext.Degree * (Layout.QuadLength + Shape.Queries), span.Rank);
    }

    private static RandomTape Without(RandomTape tape, int row, Func<int, int, bool> drop)
    {
        int length = Shape.MessageLength;
        Span<uint> words = tape[tape.RowsOfB].Slice(Ext.Degree * length * row, Ext.Degree * length);
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = drop(i / length, i % length) ? 0 : words[i];
        }

        return tape;
    }

    private static (int Rank, bool Same) Compare(PadLayout layout, Func<RandomTape, RandomTape> build)
    {
        RandomTape zero = RandomTape.Zero(0, null, layout);
        var span = new LinearSpan();
        uint[] origin = Reveal(layout, 1, build(zero.Copy())).Linear, other = Reveal(layout, 2, build(zero.Copy())).Linear;
        foreach (int word in zero.Words(zero.RowsOfB).Take(layout.E0 * Ext.Degree * Shape.MessageLength))
        {
            span.Add(LinearSpan.Difference(Reveal(layout, 1, build(zero.Plus(word))).Linear, origin));
        }

        return (span.Rank, span.Contains(LinearSpan.Difference(origin, other)));
    }

    /// <summary>What is revealed, with y_quad and the opened values of its masks apart from the rest.</summary>
    private static (uint[] Linear, uint[] Quad) Reveal(PadLayout layout, int pads, RandomTape tape)
    {
        using var arena = new Arena(1 << 17);
        var workers = new Workers(1);
        var coins = new FixedTranscript();
        Affine[] constraints = Constraints(coins);
        WritePads(tape, constraints, pads);
        using ProofRandomness randomness = tape.Play();
        var matrix = new PadMatrix(layout, randomness, arena, workers);
        TestChallenges challenges = TestChallenges.Draw(coins, layout, constraints.Length);
        ExtVector lowDegree = matrix.LowDegreeAnswer(challenges.Rows, arena);
        (ExtVector dot, ExtVector quad) = matrix.ProductAnswers(
            new PadConstraints(layout, constraints, challenges.Constraints, arena), challenges.Triples, arena, workers);
        int[] columns = coins.DistinctIndices("columns", Shape.Queries, Shape.CodeLength);
        int height = Ext.Degree * layout.Rows;
        byte[] opening = matrix.Open(columns);
        uint[] opened = [.. Enumerable.Range(0, columns.Length * height).Select(i => KoalaBear.FromUInt32(BitConverter.ToUInt32(opening, 4 * i)).Montgomery)];
        uint[] masks = [.. opened.Chunk(height).SelectMany(c => c[(4 * layout.E0)..(4 * layout.E1 + 4)])];
        return ([.. Words(lowDegree), .. Words(dot), .. opened], [.. Words(quad), .. masks]);
    }

    /// <summary>Constraint c says that pad c is a certain combination of the other pads from 3 on and of the products.</summary>
    private static Affine[] Constraints(FixedTranscript coins) =>
        [.. Enumerable.Range(0, 3).Select(c => Enumerable.Range(3, 8 + Products.Length)
            .Aggregate(Affine.Cell(Ext.Zero, c), (sum, cell) => sum + Affine.Cell(Ext.Zero, cell) * coins.Challenge("coefficient")))];

    /// <summary>Pads 3 to 10 at random, pads 0 to 2 so that all constraints have the value zero.</summary>
    private static void WritePads(RandomTape tape, Affine[] constraints, int number)
    {
        var values = new Transcript($"pads {number}");
        Ext[] pads = [.. Enumerable.Range(0, 11).Select(_ => values.Challenge("pad"))];
        Ext[] cells = [.. pads, .. Products.Select(p => pads[p.Item1] * pads[p.Item2])];
        for (int c = 0; c < constraints.Length; c++)
        {
            pads[c] = Ext.Zero;
            foreach ((int cell, Ext coefficient) in constraints[c].Terms)
            {
                pads[c] -= cell == c ? Ext.Zero : coefficient * cells[cell];
            }
        }

        Span<uint> words = tape[tape.Pads];
        int plane = words.Length / Ext.Degree;
        for (int i = 0; i < pads.Length; i++)
        {
            (words[i], words[plane + i], words[2 * plane + i], words[3 * plane + i]) =
                (pads[i].C0.Montgomery, pads[i].C1.Montgomery, pads[i].C2.Montgomery, pads[i].C3.Montgomery);
        }
    }

    private static IEnumerable<uint> Words(ExtVector vector) => Enumerable.Range(0, 4).SelectMany(c => vector.Plane(c).ToArray());

    /// <summary>d = d0 + X^K·d1, what one would write first.</summary>
    private sealed class DisjointHalves() : PadLayout(11, PadMatrixHides.Products, PadMatrixHides.Shape)
    {
        public override int DotShift => PadMatrixHides.Shape.MessageLength;
    }
}
