using System.Numerics;

namespace Zkml.Gadgets.Networks;

/// <summary>A dense layer as a plain function.</summary>
public static class DenseLayer
{
    /// <summary>outputs[o] = bias[o] + Σ_i weights[o, i]·inputs[i]. Sums that fit 32 bits are exact, whatever happens on the way.</summary>
    public static void Apply(ReadOnlySpan<short> weights, ReadOnlySpan<int> bias, ReadOnlySpan<int> inputs, Span<int> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, inputs.Length * outputs.Length, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNotEqual(bias.Length, outputs.Length, nameof(bias));
        for (int o = 0; o < outputs.Length; o++)
        {
            outputs[o] = bias[o] + Dot(weights.Slice(o * inputs.Length, inputs.Length), inputs);
        }
    }

    private static int Dot(ReadOnlySpan<short> weights, ReadOnlySpan<int> inputs)
    {
        Vector<int> sums = Vector<int>.Zero;
        int i = 0;
        for (; i <= weights.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(weights[i..]), out Vector<int> low, out Vector<int> high);
            sums += low * new Vector<int>(inputs[i..]) + high * new Vector<int>(inputs[(i + Vector<int>.Count)..]);
        }

        int sum = Vector.Sum(sums);
        for (; i < weights.Length; i++)
        {
            sum += weights[i] * inputs[i];
        }

        return sum;
    }
}
