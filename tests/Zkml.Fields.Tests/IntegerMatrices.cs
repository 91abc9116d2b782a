namespace Zkml.Fields.Tests;

/// <summary>Vectors over E times matrices of 16-bit integers, against element by element arithmetic in E; widths 1 to 75 take every path.</summary>
public sealed class IntegerMatrices
{
    [Fact]
    public void The_product_is_that_of_the_definition_at_every_width()
    {
        for (int columns = 1; columns <= 75; columns++)
        {
            Check(1 + columns % 7, columns, Entries(columns));
        }
    }

    [Fact]
    public void The_largest_entries_do_not_overflow()
    {
        foreach (short entry in (short[])[short.MinValue, short.MaxValue])
        {
            const int rows = (1 << 16) + 3, columns = 41;
            using var arena = new Arena(1 << 16);
            ExtVector weights = arena.Ext(rows), sums = arena.ZeroedExt(columns);
            for (int o = 0; o < rows; o++)
            {
                weights[o] = Samples.Largest;
            }

            var matrix = new short[rows * columns];
            Array.Fill(matrix, entry);
            IntegerMatrix.AddTransposed(weights, matrix, sums);
            Ext expected = Samples.Largest * KoalaBear.FromInt64((long)rows * entry);
            Assert.All(Enumerable.Range(0, columns), i => Assert.Equal(expected, sums[i]));
        }
    }

    private static Func<int, short> Entries(int seed)
    {
        var random = new Random(seed);
        return _ => random.Next(5) == 0 ? short.MinValue : (short)random.Next(short.MinValue, short.MaxValue + 1);
    }

    private static void Check(int rows, int columns, Func<int, short> entry)
    {
        using var arena = new Arena(1 << 16);
        ExtVector weights = Samples.Extension(arena, rows, columns), sums = Samples.Extension(arena, columns, columns + 1);
        short[] matrix = [.. Enumerable.Range(0, rows * columns).Select(entry)];
        Ext[] expected = [.. Enumerable.Range(0, columns).Select(i =>
            Enumerable.Range(0, rows).Aggregate(sums[i], (sum, o) => sum + weights[o] * KoalaBear.FromInt64(matrix[o * columns + i])))];
        IntegerMatrix.AddTransposed(weights, matrix, sums);
        Assert.Equal(expected, Enumerable.Range(0, columns).Select(i => sums[i]));
    }
}
