using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// y = First + #{k : acc ≥ T_c[k]} for the thresholds of channel c: any function that never decreases, such as rounding with a float scale.
///   (class of c, y, low, high − low) in the public table of intervals: y is the result exactly for low ≤ acc ≤ high
///   acc − low = below,  high − low − below = above,  both in [0, 2^b) by digits.
/// </summary>
/// <remarks>
/// acc and low are both in the range of accumulators, so |acc − low| + 2^b &lt; p makes the second line one over the integers; then
/// |high − low − below| &lt; 2^b and 2^(b+1) &lt; p do the same for the third. <see cref="StepThresholds.Fits"/> tells what does.
/// </remarks>
public sealed class StepFunction
{
    /// <summary>A digit is looked up in a table of 2^DigitBits rows.</summary>
    private const int DigitBits = 15;

    private readonly StepThresholds _thresholds;

    public StepFunction(NetworkTables tables, string name, View accumulator, StepThresholds thresholds)
    {
        if (!thresholds.Fits)
        {
            throw new ArgumentException("Distances between accumulators and thresholds could wrap.", nameof(thresholds));
        }

        _thresholds = thresholds;
        StatementBuilder builder = tables.Builder;
        int[] extents = [accumulator.Shape[0], accumulator.Shape[1]];
        ArgumentOutOfRangeException.ThrowIfNotEqual(thresholds.Classes.Length, extents[1], nameof(thresholds));
        Result = builder.Commit(name, extents);
        Low = builder.Commit(name + " low", extents);
        Width = builder.Commit(name + " width", extents);
        View classes = View.ConstantProduct(AxisMap.Broadcast(extents[0]), AxisMap.Weights([.. thresholds.Classes.Select(c => (Coefficient)(long)c)]));
        builder.AssertLookup(name + " interval", tables.Of("intervals", thresholds.Rows()), classes, Result.View, Low.View, Width.View);
        View below = accumulator - Low.View;
        Below = Digits(builder, name + " below", thresholds.Bits, below);
        Above = Digits(builder, name + " above", thresholds.Bits, Width.View - below);
    }

    public Tensor Result { get; }

    public Tensor Low { get; }

    public Tensor Width { get; }

    /// <summary>Digits of acc − low, the lowest first.</summary>
    public IReadOnlyList<Tensor> Below { get; }

    /// <summary>Digits of high − acc.</summary>
    public IReadOnlyList<Tensor> Above { get; }

    /// <param name="witness">Takes all cells.</param>
    /// <param name="accumulators">Channel by channel.</param>
    public void Fill(Witness witness, ReadOnlySpan<int> accumulators)
    {
        int plane = Result.Shape[0];
        var values = new int[3 + Below.Count + Above.Count][];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = new int[accumulators.Length];
        }

        for (int i = 0; i < accumulators.Length; i++)
        {
            (int result, int low, int width) = _thresholds.Interval(i / plane, accumulators[i]);
            int below = accumulators[i] - low;
            (values[0][i], values[1][i], values[2][i]) = (result, low, width);
            for (int d = 0; d < Below.Count; d++)
            {
                values[3 + d][i] = Digit(below, d);
                values[3 + Below.Count + d][i] = Digit(width - below, d);
            }
        }

        foreach ((Tensor tensor, int[] column) in ((Tensor[])[Result, Low, Width, .. Below, .. Above]).Zip(values))
        {
            ActivationLayout.Write(witness, tensor, column);
            Array.Clear(column);
        }
    }

    private static int Digit(int value, int place) => (value >> (place * DigitBits)) & ((1 << DigitBits) - 1);

    private static Tensor[] Digits(StatementBuilder builder, string name, int bits, View number)
    {
        int[] extents = [number.Shape[0], number.Shape[1]];
        int count = (bits + DigitBits - 1) / DigitBits;
        var digits = new Tensor[count];
        View sum = View.Zero(number.Shape);
        for (int d = 0; d < count; d++)
        {
            digits[d] = builder.Commit($"{name} {d}", extents);
            builder.AssertRange($"{name} {d}", digits[d].View, 0, (1 << Math.Min(DigitBits, bits - d * DigitBits)) - 1);
            sum += (1L << (d * DigitBits)) * digits[d].View;
        }

        builder.AssertEqual(name, number, sum);
        return digits;
    }
}
