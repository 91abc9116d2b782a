namespace Zkml.Imaging;

/// <summary>
/// Angles in turns by additions, multiplications and divisions only, which IEEE 754 fixes to the last bit: the mathematics library of the
/// machine, which is not so fixed, has no part in a synthetic eye.
/// </summary>
internal static class Turns
{
    /// <summary>0 … 1, clockwise from the right with y down; to about 10⁻⁵.</summary>
    public static double Of(double dx, double dy)
    {
        double ax = Math.Abs(dx), ay = Math.Abs(dy);
        if (ax + ay == 0)
        {
            return 0;
        }

        double eighth = Arctangent(Math.Min(ax, ay) / Math.Max(ax, ay));
        double quarter = ay > ax ? 0.25 - eighth : eighth;
        double half = dx < 0 ? 0.5 - quarter : quarter;
        return dy < 0 ? 1 - half : half;
    }

    /// <summary>Of 0 … 1, in turns: the minimax polynomial of Abramowitz and Stegun 4.4.49, over 2π.</summary>
    private static double Arctangent(double t)
    {
        double s = t * t;
        return t * (0.9998660 + s * (-0.3302995 + s * (0.1801410 + s * (-0.0851330 + s * 0.0208351)))) / 6.283185307179586;
    }
}
