namespace Zkml.Models.Iris;

/// <summary>
/// A complex Gabor kernel of open-iris 1.11 in fixed point: round_half_even(2^15 · G), real and imaginary part. With u, v the offsets from the
/// middle (rows, columns):
///   E = −(v²/σφ² + u²/σρ²)/2,   G = exp(E + i·2πv/λ)/(2π σφ σρ),
///   G ← G − (mean_v Re G / mean_v E)·E row by row (E the exponent, as upstream has it), then each part divided by its Frobenius norm.
/// </summary>
public sealed class GaborKernel
{
    /// <summary>Rows of every kernel.</summary>
    public const int Rows = 21;

    private const double Scale = 1 << 15;

    private readonly int[][,] _parts;

    private GaborKernel(int columns, double sigmaPhi, double sigmaRho, double lambda)
    {
        Columns = columns;
        var real = new double[Rows, columns];
        var imaginary = new double[Rows, columns];
        for (int a = 0; a < Rows; a++)
        {
            FillRow(a - Rows / 2, sigmaPhi, sigmaRho, lambda, real, imaginary);
        }

        _parts = [Quantise(real), Quantise(imaginary)];
    }

    /// <summary>The two filters.</summary>
    public static IReadOnlyList<GaborKernel> All { get; } = [new(41, 7, 6.13, 28), new(17, 2, 5.86, 8)];

    public int Columns { get; }

    /// <param name="part">0 real, 1 imaginary.</param>
    /// <param name="row">0 … 20.</param>
    /// <param name="column">0 … Columns − 1.</param>
    public int this[int part, int row, int column] => _parts[part][row, column];

    /// <summary>The greatest |Σ K·x| over bytes x, whatever is cropped: 255 times the greater of the sums of positive and of negative weights.</summary>
    public long ResponseBound(int part)
    {
        int[] weights = [.. _parts[part].Cast<int>()];
        return byte.MaxValue * Math.Max(weights.Where(w => w > 0).Sum(w => (long)w), -weights.Where(w => w < 0).Sum(w => (long)w));
    }

    private static int[,] Quantise(double[,] values)
    {
        double norm = Math.Sqrt(values.Cast<double>().Sum(x => x * x));
        var quantised = new int[values.GetLength(0), values.GetLength(1)];
        for (int a = 0; a < values.GetLength(0); a++)
        {
            for (int b = 0; b < values.GetLength(1); b++)
            {
                quantised[a, b] = (int)Math.Round(Scale * (values[a, b] / norm), MidpointRounding.ToEven);
            }
        }

        return quantised;
    }

    private void FillRow(int u, double sigmaPhi, double sigmaRho, double lambda, double[,] real, double[,] imaginary)
    {
        int row = u + Rows / 2;
        double sumReal = 0, sumExponent = 0;
        var exponents = new double[Columns];
        for (int b = 0; b < Columns; b++)
        {
            int v = b - Columns / 2;
            exponents[b] = -0.5 * (v * v / (sigmaPhi * sigmaPhi) + u * u / (sigmaRho * sigmaRho));
            double envelope = Math.Exp(exponents[b]) / (2 * Math.PI * sigmaPhi * sigmaRho), angle = 2 * Math.PI / lambda * v;
            real[row, b] = envelope * Math.Cos(angle);
            imaginary[row, b] = envelope * Math.Sin(angle);
            sumReal += real[row, b];
            sumExponent += exponents[b];
        }

        for (int b = 0; b < Columns; b++)
        {
            real[row, b] -= sumReal / sumExponent * exponents[b];
        }
    }
}
