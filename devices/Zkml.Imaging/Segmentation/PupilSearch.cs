namespace Zkml.Imaging;

/// <summary>The dark disc with the strongest border: over the whole image shrunk to 160 pixels, then finely where it was found.</summary>
internal static class PupilSearch
{
    private const int CoarseSide = 160, CoarseReach = 2, Reach = 3;

    /// <summary>In pixels of the shrunk image: 1/40 … 1/5 of its longer side.</summary>
    private const int MinRadius = 4, MaxRadius = 32;

    /// <summary>How much a bright inside counts against a circle: it keeps the limbus, a border too, and round things like letters behind the pupil.</summary>
    private const double DarknessWeight = 2;

    private static readonly Arc CoarseArc = Arc.Full(24), FineArc = Arc.Full(96);

    private static readonly Arc[] Quarters = [Arc.Between(24, 0, 90), Arc.Between(24, 90, 180), Arc.Between(24, 180, 270), Arc.Between(24, 270, 360)];

    /// <param name="eye">As seen.</param>
    /// <param name="smooth">The same, smoothed.</param>
    public static Circle Find(GreyImage eye, Field smooth)
    {
        int factor = Math.Max(1, (Math.Max(eye.Width, eye.Height) + CoarseSide - 1) / CoarseSide);
        using Field coarse = Field.Shrink(eye, factor);
        Circle found = Scan(coarse);
        // The middle of a square of pixels lies half of its side from its corner.
        var scaled = new Circle((found.X + 0.5) * factor - 0.5, (found.Y + 0.5) * factor - 0.5, found.Radius * factor);
        return new CircleSearch(smooth, FineArc, Reach).Refine(scaled, 1.5 * factor, Math.Max(1, factor / 2.0), 1, 0.5, 0.25);
    }

    /// <summary>Of the weakest quarter: a pupil has a border all around.</summary>
    public static double Contrast(Field smooth, Circle pupil) => Quarters.Min(quarter => new CircleSearch(smooth, quarter, Reach).Contrast(pupil));

    private static Circle Scan(Field coarse)
    {
        Span<double> means = stackalloc double[MaxRadius + CoarseReach + 1];
        (Circle Circle, double Score) best = (new Circle(coarse.Width / 2.0, coarse.Height / 2.0, MinRadius), double.NegativeInfinity);
        for (int y = MinRadius; y < coarse.Height - MinRadius; y++)
        {
            for (int x = MinRadius; x < coarse.Width - MinRadius; x++)
            {
                int room = Math.Min(Math.Min(x, coarse.Width - 1 - x), Math.Min(y, coarse.Height - 1 - y));
                (int radius, double score) = BestRadius(coarse, x, y, means[..(Math.Min(MaxRadius, room) + CoarseReach + 1)]);
                best = score > best.Score ? (new Circle(x, y, radius), score) : best;
            }
        }

        return best.Circle;
    }

    private static (int Radius, double Score) BestRadius(Field coarse, int x, int y, Span<double> means)
    {
        for (int r = 0; r < means.Length; r++)
        {
            means[r] = CoarseArc.Mean(coarse, x, y, r);
        }

        (int Radius, double Score) best = (MinRadius, double.NegativeInfinity);
        double inside = 0, area = 0;
        for (int r = 1; r < means.Length - CoarseReach; r++)
        {
            double contrast = (means[r + 1] + means[r + 2] - means[r - 1] - means[Math.Max(0, r - 2)]) / CoarseReach;
            double score = contrast - DarknessWeight * inside / Math.Max(1, area);
            best = r >= MinRadius && score > best.Score ? (r, score) : best;
            (inside, area) = (inside + r * means[r], area + r);
        }

        return best;
    }
}
