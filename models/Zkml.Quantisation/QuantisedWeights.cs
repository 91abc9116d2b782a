using Zkml.Networks;

namespace Zkml.Quantisation;

/// <summary>8-bit weights with one power-of-two scale for each output, and the bias in units of the accumulators.</summary>
internal sealed record QuantisedWeights(sbyte[] Weights, float[] Scales, int[] Bias)
{
    /// <summary>A channel's scale is never finer than its largest neighbour's weight over this: dead channels would blow up their bias.</summary>
    private const float DeadChannel = 256;

    public static QuantisedWeights Of(LinearStep step, ActivationScale input)
    {
        float largest = step.Weights.Max(Math.Abs);
        float floor = Math.Max(largest / DeadChannel, 1e-9f);
        var result = new QuantisedWeights(new sbyte[step.Weights.Length], new float[step.Outputs], new int[step.Outputs]);
        for (int o = 0; o < step.Outputs; o++)
        {
            result.QuantiseRow(step, o, input, floor);
        }

        return result;
    }

    /// <summary>
    /// The finest scale that covers the row, or one step finer where cutting its largest weights off costs less; then coarser until the sum
    /// Σ|w|·max|x| + |b| stays within 2^24, where float32 adds exactly.
    /// </summary>
    private void QuantiseRow(LinearStep step, int o, ActivationScale input, float floor)
    {
        ReadOnlySpan<float> row = step.Weights.AsSpan(o * step.Terms, step.Terms);
        float reach = Math.Max(floor, LargestOf(row));
        int coarse = (int)Math.Ceiling(Math.Log2(reach / 127));
        int exponent = Error(row, coarse - 1) < Error(row, coarse) ? coarse - 1 : coarse;
        while (!Fits(row, step.Bias[o], exponent, input))
        {
            exponent++;
        }

        Scales[o] = MathF.ScaleB(1, exponent);
        for (int t = 0; t < row.Length; t++)
        {
            Weights[(o * step.Terms) + t] = Round(row[t], exponent);
        }

        Bias[o] = (int)Math.Round(Math.ScaleB(step.Bias[o], -exponent - input.Exponent));
    }

    private static bool Fits(ReadOnlySpan<float> row, float bias, int exponent, ActivationScale input)
    {
        long sum = 0;
        foreach (float w in row)
        {
            sum += Math.Abs((int)Round(w, exponent));
        }

        return (sum * input.MaxMagnitude) + Math.Abs(Math.ScaleB(bias, -exponent - input.Exponent)) + 1 <= NetworkLimits.ExactInFloat;
    }

    private static double Error(ReadOnlySpan<float> row, int exponent)
    {
        double error = 0;
        foreach (float w in row)
        {
            double difference = w - Math.ScaleB(Round(w, exponent), exponent);
            error += difference * difference;
        }

        return error;
    }

    private static sbyte Round(float weight, int exponent) => (sbyte)Math.Clamp(Math.Round(Math.ScaleB(weight, -exponent)), -127, 127);

    private static float LargestOf(ReadOnlySpan<float> row)
    {
        float largest = 0;
        foreach (float w in row)
        {
            largest = Math.Max(largest, Math.Abs(w));
        }

        return largest;
    }
}
