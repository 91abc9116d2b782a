namespace Zkml.Models.Iris;

/// <summary>
/// The integers of <see cref="OpenIrisMask"/> for one filter, from its kernel K in integers. S_re and S_im are the sums of the squares of the parts of
/// the whole kernel, n·P the pixels of a probe row's window.
/// </summary>
public sealed class MaskLimits
{
    /// <summary>Binary digits of <see cref="ImaginaryExcess"/>.</summary>
    public const int ExcessBits = 28;

    /// <summary>Of the weights of a window, 93/100 have to lie on valid pixels.</summary>
    private const long WeightNumerator = 93, WeightDenominator = 100;

    /// <summary>0.275² = 121/1600 and 0.0001² = 1/10^8.</summary>
    private const long GreatestNumerator = 121, GreatestDenominator = 1600, LeastDenominator = 100_000_000;

    private readonly GaborKernel _kernel;
    private readonly (int Numerator, int Denominator)[] _tangents;
    private readonly long _square;

    private MaskLimits(GaborKernel kernel, params (int Numerator, int Denominator)[] tangents)
    {
        _kernel = kernel;
        _tangents = tangents;
        _square = Square(kernel, 0);
        ImaginaryExcess = (int)Math.Round((1L << ExcessBits) * (NormRatio(kernel) - 1));
    }

    /// <summary>
    /// Of the two filters. The fractions are the best ones with denominators below 15 000: a proof of either comparison then gets by with 42 bits. They are
    /// within 2^−23 of the tangents, less than a rounding of the single-precision numbers that open-iris compares.
    /// </summary>
    public static IReadOnlyList<MaskLimits> All { get; } =
    [
        new(GaborKernel.All[0], (1264, 14_447), (1029, 11_762)),
        new(GaborKernel.All[1], (807, 9224), (1016, 11_613)),
    ];

    /// <summary>2^28·(‖K_re‖/‖K_im‖ − 1): what brings imaginary responses to the scale of real ones.</summary>
    public int ImaginaryExcess { get; }

    /// <summary>tan 5° · ‖K_part‖/‖K_other part‖.</summary>
    public (int Numerator, int Denominator) Tangent(int part) => _tangents[part];

    /// <summary>The least square of a response in range, at probe row i: ⌈0.0001²·(n·P)²·S_re⌉.</summary>
    public long LeastSquare(int i) => (Squares(i) + LeastDenominator - 1) / LeastDenominator;

    /// <summary>The greatest one: ⌊0.275²·(n·P)²·S_re⌋; the product is below 2^57.</summary>
    public long GreatestSquare(int i) => GreatestNumerator * Squares(i) / GreatestDenominator;

    /// <summary>⌈93/100 · Σ |K|⌉ over the window of probe row i.</summary>
    public int LeastWeight(int part, int i)
    {
        ProbeWindow window = ProbeGrid.Window(i);
        long sum = 0;
        for (int cell = 0; cell < window.Count * _kernel.Columns; cell++)
        {
            sum += Math.Abs(_kernel[part, window.KernelTop + cell / _kernel.Columns, cell % _kernel.Columns]);
        }

        return (int)((WeightNumerator * sum + WeightDenominator - 1) / WeightDenominator);
    }

    /// <summary>‖K_re‖/‖K_im‖.</summary>
    public static double NormRatio(GaborKernel kernel) => Math.Sqrt((double)Square(kernel, 0) / Square(kernel, 1));

    private long Squares(int i)
    {
        long pixels = ProbeGrid.Window(i).Count * _kernel.Columns;
        return pixels * pixels * _square;
    }

    private static long Square(GaborKernel kernel, int part)
    {
        long sum = 0;
        for (int cell = 0; cell < GaborKernel.Rows * kernel.Columns; cell++)
        {
            long weight = kernel[part, cell / kernel.Columns, cell % kernel.Columns];
            sum += weight * weight;
        }

        return sum;
    }
}
