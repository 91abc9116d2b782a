using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>
/// The thresholds of a function from accumulators to 8 bits that never decreases: T[k] is the first accumulator whose result reaches lowest + k, found by
/// bisection in the runtime's own arithmetic.
/// </summary>
internal static class ThresholdSearch
{
    public static int Add(ImportContext context, OnnxNode node, NetworkTensor source, int rows, Func<int, long, (int Low, int High)> result)
    {
        int min = int.MaxValue, max = int.MinValue;
        for (int c = 0; c < rows; c++)
        {
            min = Math.Min(min, result(c, source.Interval.Min).Low);
            max = Math.Max(max, result(c, source.Interval.Max).High);
        }

        int steps = max - min;
        context.Spend(node, (long)rows * steps);
        int[] thresholds = new int[rows * steps];
        for (int c = 0; c < rows; c++)
        {
            for (int k = 0; k < steps; k++)
            {
                long t = First(source.Interval, v => result(c, v).Low >= min + k + 1);
                if (t > source.Interval.Min && result(c, t - 1).High >= min + k + 1)
                {
                    throw node.Problem($"for the accumulator {t - 1} its result lies within the runtime's rounding error of a tie.");
                }

                thresholds[(c * steps) + k] = (int)t;
            }
        }

        return context.Builder.Step(node.Name, source.Index, [.. thresholds], min, max);
    }

    /// <summary>The first value of the interval that holds, or Max + 1.</summary>
    private static long First(Interval interval, Func<long, bool> holds)
    {
        long low = interval.Min, high = interval.Max + 1;
        while (low < high)
        {
            long middle = low + ((high - low) >> 1);
            if (holds(middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
