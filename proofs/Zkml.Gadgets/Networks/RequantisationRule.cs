using System.Collections.Immutable;
using Zkml.Fields;

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

    /// <summary>f for u from <paramref name="lowest"/> to <paramref name="highest"/>; dividing by one rounds nothing.</summary>
    public static RequantisationRule NearestEven(int divisor, (int Lowest, int Highest) rounded, Func<int, int> function) =>
        new(divisor, divisor > 1, rounded.Lowest, [.. Enumerable.Range(rounded.Lowest, rounded.Highest - rounded.Lowest + 1).Select(function)]);

    /// <summary>Whether acc = Period·v + w mod p is an equation of integers for every row of the tables and every accumulator in the bounds.</summary>
    public bool Fits((long Lowest, long Highest) accumulators)
    {
        long quotient = Math.Max(Math.Abs((long)LowestQuotient), Math.Abs((long)HighestQuotient));
        long divided = quotient * Period + Math.Max(Period, -FirstRemainder);
        return Math.Max(Math.Abs(accumulators.Lowest), Math.Abs(accumulators.Highest)) + divided < KoalaBear.Modulus;
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
