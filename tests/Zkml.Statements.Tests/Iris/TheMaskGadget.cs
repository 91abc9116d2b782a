using Zkml.Models.Iris;

namespace Zkml.Statements.Tests.Iris;

/// <summary>What is proved of the open-iris rule is what the plain rule says.</summary>
public sealed class TheMaskGadget
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_the_rule_at_and_beside_every_limit(int seed) => Agree(ResponseSamples.AtLimits(seed), IrisCase.Ones());

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Agrees_with_the_rule_for_responses_of_all_sizes(int seed) =>
        Agree(ResponseSamples.Random(seed), [.. IrisCase.Noise(65_536, seed).Select(b => b < 250 ? (byte)1 : (byte)0)]);

    [Fact]
    public void Meets_each_decision_both_ways_in_its_samples()
    {
        int[] responses = ResponseSamples.AtLimits(1);
        bool[] seen = new bool[8];
        for (int pair = 0; pair < MaskCase.Pairs; pair++)
        {
            int row = pair % 16, filter = pair / 16 % 2, real = responses[pair / 16 * 32 + row], imaginary = responses[pair / 16 * 32 + row + 16];
            long square = OpenIrisMask.Square(filter, real, imaginary);
            seen[0] |= square == MaskLimits.All[filter].LeastSquare(row) || square - real * 2 < MaskLimits.All[filter].LeastSquare(row);
            seen[1] |= square < MaskLimits.All[filter].LeastSquare(row);
            seen[2] |= square > MaskLimits.All[filter].GreatestSquare(row);
            seen[3] |= square <= MaskLimits.All[filter].GreatestSquare(row);
            seen[4] |= real != 0 && OpenIrisMask.TangentMargin(filter, 0, real, imaginary) == 0;
            seen[5] |= OpenIrisMask.TangentMargin(filter, 0, real, imaginary) is < 0 and > -20_000;
            seen[6] |= real != 0 && OpenIrisMask.TangentMargin(filter, 1, imaginary, real) == 0;
            seen[7] |= OpenIrisMask.TangentMargin(filter, 1, imaginary, real) is < 0 and > -20_000;
        }

        Assert.DoesNotContain(false, seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Counts_a_window_whose_valid_weights_are_the_least_and_no_less(int part)
    {
        const int Row = 5, Column = 100;
        GaborKernel kernel = GaborKernel.All[0];
        foreach (int margin in (int[])[0, -1])
        {
            byte[] mask = WithMargin(kernel, part, Row, Column, margin);
            int bit = Column * 64 + part * 16 + Row;
            Assert.Equal(margin, IrisCode.WeightMargins(mask, 512)[bit]);
            int[] responses = [.. Enumerable.Repeat(100_000, ProbeGrid.Bits)];
            Assert.Equal(margin == 0 ? 1 : 0, Agree(responses, mask)[bit]);
        }
    }

    /// <summary>Pixels of the window are taken out, in one order after another, until its valid weights are the least plus the margin.</summary>
    private static byte[] WithMargin(GaborKernel kernel, int part, int row, int column, int margin)
    {
        int all = IrisCode.WeightMargins(IrisCase.Ones(), 512)[column * 64 + part * 16 + row];
        ProbeWindow window = ProbeGrid.Window(row);
        var random = new Random(6);
        while (true)
        {
            byte[] mask = IrisCase.Ones();
            int[] cells = [.. Enumerable.Range(0, window.Count * kernel.Columns)];
            random.Shuffle(cells);
            int rest = all - margin;
            foreach (int cell in cells)
            {
                int weight = Math.Abs(kernel[part, window.KernelTop + cell / kernel.Columns, cell % kernel.Columns]);
                if (weight <= rest)
                {
                    mask[(window.Top + cell / kernel.Columns) * 512 + ProbeGrid.FirstColumn(column, 512, kernel.Columns) + cell % kernel.Columns] = 0;
                    rest -= weight;
                }
            }

            if (rest == 0)
            {
                return mask;
            }
        }
    }

    private static byte[] Agree(int[] responses, byte[] mask)
    {
        using var test = new MaskCase();
        byte[] expected = OpenIrisMask.Bits(responses, IrisCode.WeightMargins(mask, 512));
        Assert.Equal(expected.Sum(b => b), test.Fill(responses, mask));
        Assert.Equal(expected, test.Bits());
        Assert.Empty(test.Check());
        return expected;
    }
}
