using Zkml.Fields;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// The plain function: result = First + #{k : acc ≥ thresholds[k]}, with thresholds for each class of channels that share them; accumulators are
/// from Lowest to Highest.
/// </summary>
public sealed class StepThresholds
{
    private const int MaxBits = 29;

    private readonly int[][] _thresholds;

    /// <param name="first">The least result.</param>
    /// <param name="range">Of the accumulators.</param>
    /// <param name="thresholds">Ascending, one row for each channel.</param>
    public StepThresholds(int first, (int Lowest, int Highest) range, IReadOnlyList<int[]> thresholds)
    {
        (First, Range) = (first, range);
        var rows = new List<int[]>();
        Classes = [.. thresholds.Select(row =>
        {
            int known = rows.FindIndex(r => r.AsSpan().SequenceEqual(row));
            if (known < 0)
            {
                rows.Add(row);
            }

            return known < 0 ? rows.Count - 1 : known;
        })];
        _thresholds = [.. rows];
        Bits = System.Numerics.BitOperations.Log2((uint)Rows()[3].Max()) + 1;
    }

    public int First { get; }

    public (int Lowest, int Highest) Range { get; }

    /// <summary>The class of each channel.</summary>
    public int[] Classes { get; }

    /// <summary>b: every high − low is below 2^b.</summary>
    public int Bits { get; }

    /// <summary>Whether distances between accumulators and thresholds never wrap modulo p: what <see cref="StepFunction"/> needs.</summary>
    public bool Fits => Bits <= MaxBits && (long)Range.Highest - Range.Lowest + (1L << Bits) < KoalaBear.Modulus;

    /// <summary>The columns class, result, low, high − low, one row for every result that some accumulator has.</summary>
    public int[][] Rows()
    {
        var rows = new List<(int Class, int Result, int Low, int Width)>();
        for (int c = 0; c < _thresholds.Length; c++)
        {
            for (int k = 0; k <= _thresholds[c].Length; k++)
            {
                (int low, int high) = Bounds(_thresholds[c], k);
                if (low <= high)
                {
                    rows.Add((c, First + k, low, high - low));
                }
            }
        }

        return [[.. rows.Select(r => r.Class)], [.. rows.Select(r => r.Result)], [.. rows.Select(r => r.Low)], [.. rows.Select(r => r.Width)]];
    }

    /// <summary>The result for an accumulator of a channel, with the interval that has it.</summary>
    public (int Result, int Low, int Width) Interval(int channel, int accumulator)
    {
        int[] row = _thresholds[Classes[channel]];
        int from = 0, to = row.Length;
        while (from < to)
        {
            int middle = (from + to) / 2;
            (from, to) = row[middle] <= accumulator ? (middle + 1, to) : (from, middle);
        }

        (int low, int high) = Bounds(row, from);
        return (First + from, low, high - low);
    }

    private (int Low, int High) Bounds(int[] row, int steps) =>
        (steps == 0 ? Range.Lowest : Math.Max(Range.Lowest, row[steps - 1]), steps == row.Length ? Range.Highest : Math.Min(Range.Highest, row[steps] - 1));
}
