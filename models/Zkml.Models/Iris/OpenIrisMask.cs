namespace Zkml.Models.Iris;

/// <summary>
/// The mask of open-iris 1.11 in integers. Upstream has, for the responses A, B of a probe divided by n·P·‖K‖,
///   v ≥ 0.93,  0.0001 ≤ √(A² + B²) ≤ 0.275,  and for the real bit |B|·tan 5° ≤ |A|, for the imaginary one |A|·tan 5° ≤ |B|,
/// with v the part of the weights |K| that lies on valid pixels, and 0 where the response is exactly 0. Here, with the integers of <see cref="MaskLimits"/>,
///   Σ_valid |K| ≥ least weight                                               for each part
///   s = ⌊(excess·|D_im| + 2^27) / 2^28⌋                                       so |D_im| + s is |D_im|·‖K_re‖/‖K_im‖, rounded
///   least square ≤ |D_re|² + (|D_im| + s)² ≤ greatest square
///   numerator·|D_other| ≤ denominator·|D_part|                               for each part
/// </summary>
/// <remarks>
/// All is below 2^55. A response of exactly 0 is below the least square, so it needs no rule of its own. The last line compares each part with its own pair.
/// </remarks>
public static class OpenIrisMask
{
    /// <summary>One byte per bit, 0 or 1, in the order (column, filter, part, row) of all arguments.</summary>
    /// <param name="responses">Of <see cref="IrisCode.Responses"/>.</param>
    /// <param name="weightMargins">Of <see cref="IrisCode.WeightMargins"/>.</param>
    public static byte[] Bits(ReadOnlySpan<int> responses, ReadOnlySpan<int> weightMargins)
    {
        byte[] bits = new byte[ProbeGrid.Bits];
        for (int bit = 0; bit < bits.Length; bit++)
        {
            int row = bit % ProbeGrid.Rows, part = bit / ProbeGrid.Rows % ProbeGrid.Parts;
            int filter = bit / (ProbeGrid.Rows * ProbeGrid.Parts) % ProbeGrid.Filters;
            int real = bit - part * ProbeGrid.Rows, imaginary = real + ProbeGrid.Rows;
            bool counts = weightMargins[bit] >= 0
                && IsInRange(filter, row, responses[real], responses[imaginary])
                && TangentMargin(filter, part, responses[bit], responses[real + imaginary - bit]) >= 0;
            bits[bit] = counts ? (byte)1 : (byte)0;
        }

        return bits;
    }

    /// <summary>s: what is added to |D_im|.</summary>
    public static long ImaginaryCorrection(int filter, int imaginary) =>
        (MaskLimits.All[filter].ImaginaryExcess * (long)Math.Abs(imaginary) + (1L << (MaskLimits.ExcessBits - 1))) >> MaskLimits.ExcessBits;

    /// <summary>|D_re|² + (|D_im| + s)².</summary>
    public static long Square(int filter, int real, int imaginary)
    {
        long scaled = Math.Abs(imaginary) + ImaginaryCorrection(filter, imaginary);
        return (long)real * real + scaled * scaled;
    }

    public static bool IsInRange(int filter, int row, int real, int imaginary)
    {
        long square = Square(filter, real, imaginary);
        return square >= MaskLimits.All[filter].LeastSquare(row) && square <= MaskLimits.All[filter].GreatestSquare(row);
    }

    /// <summary>denominator·|D_part| − numerator·|D_other|.</summary>
    public static long TangentMargin(int filter, int part, int own, int other)
    {
        (int numerator, int denominator) = MaskLimits.All[filter].Tangent(part);
        return denominator * (long)Math.Abs(own) - numerator * (long)Math.Abs(other);
    }
}
