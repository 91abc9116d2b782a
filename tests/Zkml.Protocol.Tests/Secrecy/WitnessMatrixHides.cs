using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Secrecy;

/// <summary>
/// Matrix A by linear algebra (review, Z10): for fixed challenges what it reveals, y and the opened columns, is an affine map of its
/// randomness, uniform on its image. It says nothing about the witness iff for any two witnesses the images are the same.
/// </summary>
public sealed class WitnessMatrixHides
{
    private const int Rows = 4;
    private static readonly MatrixParameters Shape = new(3, 3, 5);
    private static readonly RandomTape Zero = RandomTape.Zero(Rows, Shape, null);

    [Fact]
    public void Y_and_columns_of_two_witnesses_have_one_distribution()
    {
        (int rank, bool same) = Compare(tape => tape);
        Assert.True(same);

        // All that is revealed is uniform but for y(x) = m(x) + γ Σ a_i f_i(x) at the opened points.
        Assert.Equal(Ext.Degree * Shape.MessageLength + Shape.Queries * Rows, rank);
    }

    [Fact]
    public void Finding_Z3_a_base_field_mask_would_leak() =>
        Assert.False(Compare(tape => Without(tape, tape.MaskOfA, (i, _) => i >= Shape.MessageLength)).Same);

    [Fact]
    public void Finding_Z3_a_mask_that_is_random_only_on_the_data_would_leak() =>
        Assert.False(Compare(tape => Without(tape, tape.MaskOfA, (i, _) => i % Shape.MessageLength >= Shape.DataLength)).Same);

    [Fact]
    public void Finding_Z4_fewer_random_coefficients_than_opened_columns_would_leak() =>
        Assert.False(Compare(tape => Without(tape, tape.RowsOfA, (i, _) => i % Shape.Queries == 0)).Same);

    [Fact]
    public void Two_rows_with_the_same_random_coefficients_would_leak() =>
        Assert.False(Compare(tape =>
        {
            tape[tape.RowsOfA][..Shape.Queries].CopyTo(tape[tape.RowsOfA][Shape.Queries..]);
            return tape;
        }).Same);

    [Fact]
    public void No_mask_at_all_would_leak() => Assert.False(Compare(tape => Without(tape, tape.MaskOfA, (_, _) => true)).Same);

    private static RandomTape Without(RandomTape tape, Range section, Func<int, uint, bool> drop)
    {
        Span<uint> words = tape[section];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = drop(i, words[i]) ? 0 : words[i];
        }

        return tape;
    }

    /// <summary>The rank of the map, and whether the images for two witnesses are the same.</summary>
    /// <param name="build">What a wrong implementation does to its random choices; must be linear.</param>
    private static (int Rank, bool Same) Compare(Func<RandomTape, RandomTape> build)
    {
        var span = new LinearSpan();
        uint[] origin = Reveal(1, build(Zero.Copy())), other = Reveal(2, build(Zero.Copy()));
        foreach (int word in Zero.Words(Zero.RowsOfA).Concat(Zero.Words(Zero.MaskOfA)))
        {
            span.Add(LinearSpan.Difference(Reveal(1, build(Zero.Plus(word))), origin));
        }

        return (span.Rank, span.Contains(LinearSpan.Difference(origin, other)));
    }

    private static uint[] Reveal(int witness, RandomTape tape)
    {
        using var arena = new Arena(1 << 16);
        FieldVector cells = arena.Field(Rows * Shape.DataLength);
        using (ProofRandomness values = Tiny.Randomness(witness))
        {
            values.FillField(cells.Span);
        }

        var workers = new Workers(1);
        using ProofRandomness randomness = tape.Play();
        var matrix = new WitnessMatrix(cells, Shape, randomness, (arena, workers));
        var coins = new FixedTranscript();
        Ext gamma = coins.Challenge("gamma");
        ExtVector a = arena.Ext(Rows);
        for (int i = 0; i < Rows; i++)
        {
            a[i] = coins.Challenge("a");
        }

        ExtVector y = matrix.Combine(gamma, a, arena, workers);
        int[] columns = coins.DistinctIndices("columns", Shape.Queries, Shape.CodeLength);
        byte[] opening = matrix.Open(columns);
        return [.. Enumerable.Range(0, 4).SelectMany(c => y.Plane(c).ToArray()), .. Montgomery(opening, columns.Length * (Rows + Ext.Degree))];
    }

    private static IEnumerable<uint> Montgomery(byte[] bytes, int words) =>
        Enumerable.Range(0, words).Select(i => KoalaBear.FromUInt32(BitConverter.ToUInt32(bytes, 4 * i)).Montgomery);
}
