namespace Zkml.Quantisation;

/// <summary>How an activation becomes a byte: q = clamp(round(x · 2^−Exponent) + ZeroPoint, 0, 255).</summary>
internal readonly record struct ActivationScale(int Exponent, byte ZeroPoint)
{
    public float Unit => MathF.ScaleB(1, Exponent);

    /// <summary>Largest magnitude of a byte less its zero point.</summary>
    public int MaxMagnitude => Math.Max((int)ZeroPoint, 255 - ZeroPoint);

    public float RoundTrip(float x) =>
        (Math.Clamp(MathF.Round(x / Unit, MidpointRounding.ToEven) + ZeroPoint, 0, 255) - ZeroPoint) * Unit;

    /// <summary>
    /// The finest power of two whose 256 steps cover the range, and two finer ones that cut its ends off: outliers are often worth cutting. Zero is
    /// always on the grid, because padding is zero.
    /// </summary>
    public static ActivationScale[] Candidates(float min, float max)
    {
        (double low, double high) = (Math.Min(min, 0), Math.Max(max, 0));
        double width = Math.Max(high - low, 1e-6);
        int coarse = (int)Math.Ceiling(Math.Log2(width / 255));
        coarse = Fits(low, high, coarse) ? coarse : coarse + 1;
        byte zero = (byte)Math.Round(255 * -low / width);
        return [For(low, coarse), new ActivationScale(coarse - 1, zero), new ActivationScale(coarse - 2, zero)];
    }

    private static ActivationScale For(double low, int exponent) => new(exponent, (byte)Math.Clamp(Math.Round(Math.ScaleB(-low, -exponent)), 0, 255));

    private static bool Fits(double low, double high, int exponent) =>
        Math.Round(Math.ScaleB(-low, -exponent)) + Math.Round(Math.ScaleB(high, -exponent)) <= 255;
}
