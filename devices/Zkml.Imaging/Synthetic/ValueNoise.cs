namespace Zkml.Imaging;

/// <summary>Smooth noise in −1 … 1: a value of the seed at each point of the integer lattice, and smooth steps between them.</summary>
/// <param name="seed">Another seed, another noise.</param>
/// <param name="period">In x; 0 for none.</param>
internal readonly struct ValueNoise(ulong seed, int period)
{
    public double At(double x, double y)
    {
        double left = Math.Floor(x), top = Math.Floor(y);
        double fx = Smooth(x - left), fy = Smooth(y - top);
        (int column, int row) = ((int)left, (int)top);
        double upper = Lerp(Lattice(column, row), Lattice(column + 1, row), fx);
        double lower = Lerp(Lattice(column, row + 1), Lattice(column + 1, row + 1), fx);
        return Lerp(upper, lower, fy);
    }

    private static double Smooth(double t) => t * t * (3 - 2 * t);

    private static double Lerp(double a, double b, double t) => a + t * (b - a);

    private double Lattice(int column, int row)
    {
        uint x = (uint)(period == 0 ? column : (column % period + period) % period);
        return 2 * Dice.Unit(Dice.Mix(seed ^ Dice.Mix(((ulong)x << 32) | (uint)row))) - 1;
    }
}
