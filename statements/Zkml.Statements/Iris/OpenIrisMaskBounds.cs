using Zkml.Fields;
using Zkml.Models.Iris;
using static Zkml.Statements.Iris.OpenIrisMaskLayout;

namespace Zkml.Statements.Iris;

/// <summary>
/// Why the equations of <see cref="OpenIrisMaskGadget"/> are equations of integers: with all digits anywhere in their ranges, both sides differ by less than
/// p, and honest values fit their digits.
/// </summary>
internal static class OpenIrisMaskBounds
{
    private const long Digit = 1L << IrisMaskGadget.DigitBits, Pair = Digit * Digit, HighDigit = 1L << IrisCodeGadget.HighBits;

    /// <summary>m0 + b, at most.</summary>
    private const long MaxLow = Digit;

    /// <summary>c + 1 is below this.</summary>
    private const long CarryEnd = CarryTop * Digit;

    /// <summary>The greatest numerator: k' is at least −n, since other0 is at most 2^14.</summary>
    public static int AngleCarryOffset { get; } = Fractions.Max(f => f.Numerator);

    private static IEnumerable<(int Numerator, int Denominator)> Fractions =>
        MaskLimits.All.SelectMany(limits => (IEnumerable<(int Numerator, int Denominator)>)[limits.Tangent(Real), limits.Tangent(Imaginary)]);

    public static void Require()
    {
        foreach (MaskLimits limits in MaskLimits.All)
        {
            RequireSquares(limits);
        }

        // d·own0 − n·other0 is between −n·2^14 and d·2^14; own1 and other1 are below 2^13.
        long denominator = Fractions.Max(f => f.Denominator);
        RequireBelow(denominator + AngleCarryOffset, Digit);
        RequireBelow(denominator * MaxLow + Digit * Digit, KoalaBear.Modulus);
        RequireBelow(denominator * HighDigit + Digit, Pair);
        RequireBelow(Pair + Pair + denominator * HighDigit + Digit, KoalaBear.Modulus);

        // Σ |K| is at most twice the greater of the sums of positive and of negative weights, and the bound on responses is 255 times that.
        RequireBelow(GaborKernel.All.Max(kernel => Math.Max(kernel.ResponseBound(Real), kernel.ResponseBound(Imaginary))), Pair);
    }

    /// <summary>The scale, the squares and the range.</summary>
    private static void RequireSquares(MaskLimits limits)
    {
        // The largest s follows from its two equations: the first side of the second is below 2^28.
        long excess = limits.ImaginaryExcess, correction = (excess * (HighDigit * Digit) >> MaskLimits.ExcessBits) + 1;
        RequireBelow(excess, Digit);
        RequireBelow(excess * HighDigit + Digit + HighDigit, Pair);

        long imaginary = MaxLow + correction;
        long low = MaxLow * MaxLow + imaginary * imaginary, lowCarry = low / Digit;
        long middle = 2 * HighDigit * (MaxLow + imaginary) + lowCarry, middleCarry = middle / Digit;
        long high = 2 * HighDigit * HighDigit + middleCarry;
        RequireBelow(lowCarry + 1, CarryEnd);
        RequireBelow(middleCarry + 1, CarryEnd);
        RequireBelow(high, Pair);
        RequireBelow(Math.Max(low, middle) + CarryEnd * Digit + 2 * Digit, KoalaBear.Modulus);
        RequireBelow(high + CarryEnd + Pair + Pair, KoalaBear.Modulus);
        for (int i = 0; i < ProbeGrid.Rows; i++)
        {
            // The high digits of a limit are below 2^28, and nothing in the range equations is above four times that.
            RequireBelow(limits.LeastSquare(i), limits.GreatestSquare(i));
            RequireBelow(limits.GreatestSquare(i) / Pair, Pair);
        }

        RequireBelow(4 * Pair, KoalaBear.Modulus);
    }

    private static void RequireBelow(long value, long limit)
    {
        if (value >= limit)
        {
            throw new InvalidOperationException($"A number of the mask up to {value} does not fit below {limit}.");
        }
    }
}
