namespace Zkml.Imaging;

/// <summary>
/// What covers the iris though it lies between the eyelids: reflections, much brighter than the iris is, and lashes under the upper eyelid, much
/// darker. "Much" is measured in the iris's own spread, robustly: median and median absolute deviation.
/// </summary>
internal static class NoiseSearch
{
    /// <summary>Of a normal distribution per median absolute deviation.</summary>
    private const double SigmaPerDeviation = 1.4826;

    private const double BrightSigmas = 5, DarkSigmas = 3;

    /// <summary>Grey levels, for an iris without texture.</summary>
    private const double MinBright = 50, MinDark = 25;

    /// <summary>Radii of the iris that lashes hang below the eyelid.</summary>
    private const double LashReach = 0.35;

    /// <summary>Pixels around a reflection that its glare reaches.</summary>
    private const int Glare = 2;

    public static GreyImage Find(GreyImage eye, EyeGeometry geometry)
    {
        var noise = new GreyImage(eye.Width, eye.Height);
        (double median, double sigma) = Spread(eye, geometry);
        double bright = median + Math.Max(MinBright, BrightSigmas * sigma), dark = median - Math.Max(MinDark, DarkSigmas * sigma);
        foreach ((int x, int y) in Iris(eye, geometry))
        {
            if (eye[x, y] > bright)
            {
                Mark(noise, x, y, Glare);
            }
            else if (eye[x, y] < dark && y - geometry.Upper.At(x) < LashReach * geometry.Limbus.Radius)
            {
                Mark(noise, x, y, 1);
            }
        }

        return noise;
    }

    /// <summary>The visible iris but for its borders, where pixels belong to both sides.</summary>
    private static IEnumerable<(int X, int Y)> Iris(GreyImage eye, EyeGeometry geometry)
    {
        const int Border = 3;
        (Circle pupil, Circle limbus) = (geometry.Pupil, geometry.Limbus);
        int top = Math.Max(0, (int)(limbus.Y - limbus.Radius)), bottom = Math.Min(eye.Height - 1, (int)(limbus.Y + limbus.Radius));
        int left = Math.Max(0, (int)(limbus.X - limbus.Radius)), right = Math.Min(eye.Width - 1, (int)(limbus.X + limbus.Radius));
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                var at = new Circle(x, y, 0);
                if (at.DistanceTo(limbus) < limbus.Radius - Border && at.DistanceTo(pupil) > pupil.Radius + Border && geometry.IsOpen(x, y))
                {
                    yield return (x, y);
                }
            }
        }
    }

    private static (double Median, double Sigma) Spread(GreyImage eye, EyeGeometry geometry)
    {
        Span<int> counts = stackalloc int[256], deviations = stackalloc int[256];
        foreach ((int x, int y) in Iris(eye, geometry))
        {
            counts[eye[x, y]]++;
        }

        int median = Median(counts);
        for (int value = 0; value < counts.Length; value++)
        {
            deviations[Math.Abs(value - median)] += counts[value];
        }

        return (median, SigmaPerDeviation * Median(deviations));
    }

    private static int Median(ReadOnlySpan<int> counts)
    {
        int total = 0, below = 0, value = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        while (value < counts.Length - 1 && 2 * (below + counts[value]) < total)
        {
            below += counts[value++];
        }

        return value;
    }

    private static void Mark(GreyImage noise, int x, int y, int radius)
    {
        for (int row = Math.Max(0, y - radius); row <= Math.Min(noise.Height - 1, y + radius); row++)
        {
            int left = Math.Max(0, x - radius), right = Math.Min(noise.Width - 1, x + radius);
            noise.Row(row)[left..(right + 1)].Fill(1);
        }
    }
}
