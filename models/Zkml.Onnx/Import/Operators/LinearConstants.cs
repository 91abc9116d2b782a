using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>Float weights and bias of a linear operator as integers, one exponent for each output channel.</summary>
/// <param name="Weights">Outputs × terms.</param>
/// <param name="Bias">In units of the accumulators.</param>
/// <param name="Exponents">Of the accumulators: input exponent plus weight exponent.</param>
internal sealed record LinearConstants(ImmutableArray<short> Weights, ImmutableArray<int> Bias, ImmutableArray<int> Exponents)
{
    /// <summary>Weights and their zero points have 8 bits each.</summary>
    private const int MaxWeight = 255;

    /// <summary>
    /// Every float is an integer times a power of two; of a quantised model these integers are 8-bit again. Refuses others, and sums that float32 could
    /// round: Σ|w|·max|x| + |b| bounds the runtime's partial sums in any order.
    /// </summary>
    public static LinearConstants From(OnnxNode node, float[] weights, float[]? bias, int outputs, (int Exponent, long MaxMagnitude) input)
    {
        int terms = weights.Length / outputs;
        var integers = new short[weights.Length];
        var offsets = new int[outputs];
        var exponents = new int?[outputs];
        for (int o = 0; o < outputs; o++)
        {
            ReadOnlySpan<float> row = weights.AsSpan(o * terms, terms);
            float b = bias?[o] ?? 0;
            int? e = Smaller(FixedPoint.CommonExponent(row), b == 0 ? null : FixedPoint.LowestBit(b) - input.Exponent);
            exponents[o] = e;
            if (e is not { } exponent)
            {
                continue;
            }

            node.Require(Math.Abs(exponent) <= FixedPoint.MaxExponent, $"the weights of its output channel {o} are too large or too small.");
            long sum = 0;
            for (int t = 0; t < terms; t++)
            {
                if (!FixedPoint.TryInteger(row[t], exponent, MaxWeight, out long w))
                {
                    throw NotQuantised(node, o);
                }

                integers[(o * terms) + t] = (short)w;
                sum += Math.Abs(w);
            }

            node.Require(FixedPoint.TryInteger(b, exponent + input.Exponent, NetworkLimits.ExactInFloat, out long offset),
                $"the bias of its output channel {o} is larger than 2^24 units of its accumulator.");
            offsets[o] = (int)offset;
            ImportContext.RequireExactInFloat(node, (sum * input.MaxMagnitude) + Math.Abs(offset));
        }

        // A channel without weights and bias is zero under any exponent: take a neighbour's, so that its shift stays in range.
        int other = exponents.FirstOrDefault(e => e is not null) ?? 0;
        ImmutableArray<int> sums = [.. exponents.Select(e => (e ?? other) + input.Exponent)];
        return new LinearConstants([.. integers], [.. offsets], sums.All(e => e == sums[0]) ? [sums[0]] : sums);
    }

    private static ModelProblemException NotQuantised(OnnxNode node, int channel) => node.Problem(
        $"the weights and bias of its output channel {channel} are no 8-bit integers times one power of two: it is not quantised, or its scales are no "
        + "powers of two (then the runtime's float sums are no function of the integers; QLinearConv and QLinearMatMul are exact with any scale).");

    private static int? Smaller(int? a, int? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;
}
