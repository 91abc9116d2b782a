using System.Collections.Immutable;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// The plain function: an accumulator becomes y = f(u), where u is the accumulator divided by n, rounded to the nearest integer, halves to the
/// even one (as ONNX Runtime does), or downwards.
/// </summary>
/// <remarks>
/// With halves to even, acc = 2n·v + w, −⌊n/2⌋ ≤ w &lt; 2n − ⌊n/2⌋, is unique and acc/n = 2v + w/n: since 2v is even, u = 2v + d with
/// d = [w &gt; n/2], ties included. Rounding down is acc = n·v + w, 0 ≤ w &lt; n, u = v.
/// </remarks>
/// <param name="Divisor">n.</param>
/// <param name="HalvesToEven">Or downwards.</param>
/// <param name="Lowest">The lowest u that can be proved.</param>
/// <param name="Results">f(Lowest), f(Lowest + 1), …</param>
public sealed record RequantisationRule(int Divisor, bool HalvesToEven, int Lowest, ImmutableArray<int> Results)
{
    public int Highest => Lowest + Results.Length - 1;

    /// <summary>acc = Period·v + w.</summary>
    public int Period => HalvesToEven ? 2 * Divisor : Divisor;

    public int FirstRemainder => HalvesToEven ? -(Divisor / 2) : 0;

    public int LowestQuotient => Quotient(Lowest);

    public int HighestQuotient => Quotient(Highest);

    /// <summary>f applied to everything that accumulators from … to can become.</summary>
    public static RequantisationRule Of(int divisor, bool halvesToEven, (long From, long To) accumulators, Func<long, long> function)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(divisor);
        var rule = new RequantisationRule(divisor, halvesToEven, 0, [0]);
        int lowest = checked((int)rule.Round(accumulators.From)), highest = checked((int)rule.Round(accumulators.To));
        return rule with
        {
            Lowest = lowest,
            Results = [.. Enumerable.Range(lowest, highest - lowest + 1).Select(u => checked((int)function(u)))],
        };
    }

    /// <summary>v, w and d.</summary>
    public (int Quotient, int Remainder, int Half) Split(long accumulator)
    {
        long shifted = accumulator - FirstRemainder, quotient = Math.DivRem(shifted, Period, out long rest);
        if (rest < 0)
        {
            (quotient, rest) = (quotient - 1, rest + Period);
        }

        int remainder = (int)rest + FirstRemainder;
        return (checked((int)quotient), remainder, HalfOf(remainder));
    }

    /// <summary>u.</summary>
    public long Round(long accumulator)
    {
        (int quotient, _, int half) = Split(accumulator);
        return HalvesToEven ? 2L * quotient + half : quotient;
    }

    /// <summary>d.</summary>
    public int HalfOf(int remainder) => HalvesToEven && 2 * remainder > Divisor ? 1 : 0;

    /// <summary>y.</summary>
    public int Apply(long accumulator) => Results[checked((int)(Round(accumulator) - Lowest))];

    private int Quotient(int u) => HalvesToEven ? u >> 1 : u;
}
