namespace Zkml.Gadgets.Alignment;

/// <summary>
/// A turn, a scale and a shift, in whole numbers: output pixel (row i, column j) is read at x = A·j − B·i + 16·X and y = B·j + A·i + 16·Y, in
/// 2^−16 of a pixel of the frame, (0, 0) being the centre of its first pixel.
/// </summary>
/// <param name="A">scale · cos, in 2^−16; −2^23 … 2^23 − 1, as all four.</param>
/// <param name="B">scale · sin, in 2^−16.</param>
/// <param name="X">Where output pixel (0, 0) is read, in 2^−12 of a pixel.</param>
/// <param name="Y">The same, downwards.</param>
public readonly record struct Similarity(int A, int B, int X, int Y)
{
    public const int FractionBits = 16;

    /// <summary>Bits of A, B, X and Y: three bytes.</summary>
    internal const int Bits = 24;

    /// <summary>Shifts are coarser by this factor, so that three bytes reach any frame.</summary>
    internal const int ShiftUnit = 16;

    private const int Limit = 1 << (Bits - 1);

    public bool IsInRange => Fits(A) && Fits(B) && Fits(X) && Fits(Y);

    /// <summary>The nearest one to numbers in pixels; null when that is out of range.</summary>
    public static Similarity? Nearest(double a, double b, double x, double y)
    {
        const double one = 1 << FractionBits;
        double[] scaled = [a * one, b * one, x * one / ShiftUnit, y * one / ShiftUnit];
        return scaled.All(value => Math.Abs(value) < Limit - 1)
            ? new Similarity((int)Math.Round(scaled[0]), (int)Math.Round(scaled[1]), (int)Math.Round(scaled[2]), (int)Math.Round(scaled[3]))
            : null;
    }

    /// <summary>Where an output pixel is read, in 2^−16 of a pixel.</summary>
    public (long X, long Y) At(int row, int column) =>
        ((long)A * column - (long)B * row + (long)ShiftUnit * X, (long)B * column + (long)A * row + (long)ShiftUnit * Y);

    private static bool Fits(int value) => value is >= -Limit and < Limit;
}
