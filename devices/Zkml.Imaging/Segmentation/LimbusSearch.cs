namespace Zkml.Imaging;

/// <summary>The border of iris and sclera, looked for left and right of the pupil, where no eyelid covers it.</summary>
internal static class LimbusSearch
{
    /// <summary>Radii of the pupil: what the limits of open-iris on the ratio of the diameters, 0.1 … 0.7, leave, and a little more.</summary>
    private const double MinRatio = 1.35, MaxRatio = 8;

    /// <summary>The limbus is softer than the border of the pupil.</summary>
    private const int Reach = 5;

    /// <summary>Degrees above and below the horizontal that no eyelid covers.</summary>
    private const double Above = 35, Below = 45;

    private static readonly Arc CoarseArc = Right(16) + Left(16), FineArc = Right(48) + Left(48);

    private static readonly Arc[] Sides = [Right(24), Left(24)];

    /// <param name="smooth">Smoothed.</param>
    /// <param name="pupil">Its middle is that of the iris, but for a sixth of the pupil's radius and a few pixels.</param>
    public static Circle Find(Field smooth, Circle pupil)
    {
        double largest = Math.Min(MaxRatio * pupil.Radius, 0.5 * Math.Max(smooth.Width, smooth.Height));
        (double From, double To) radii = (MinRatio * pupil.Radius, Math.Max(MinRatio * pupil.Radius, largest));
        Circle coarse = new CircleSearch(smooth, CoarseArc, 3).Best(pupil, 4 + pupil.Radius / 6, radii, 2);
        return new CircleSearch(smooth, FineArc, Reach).Refine(coarse, 4, 1, 0.5);
    }

    /// <summary>Of the weaker side: what is no iris may have a border on one.</summary>
    public static double Contrast(Field smooth, Circle limbus) => Sides.Min(side => new CircleSearch(smooth, side, Reach).Contrast(limbus));

    private static Arc Right(int count) => Arc.Between(count, -Above, Below);

    private static Arc Left(int count) => Arc.Between(count, 180 - Below, 180 + Above);
}
