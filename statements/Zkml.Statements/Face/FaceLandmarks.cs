using Zkml.Gadgets.Alignment;

namespace Zkml.Statements.Face;

/// <summary>
/// From five points of a face in a frame to where its aligned image is read: the similarity nearest to them, in least squares, that takes the points of the
/// 112 × 112 template of ArcFace (Deng and others, 2019) there. Advice only: a proof holds for any similarity.
/// </summary>
public static class FaceLandmarks
{
    public const int Count = 5;

    private const double TemplateSide = 112;

    /// <summary>Eyes, nose, corners of the mouth: left in the picture before right.</summary>
    private static readonly (double X, double Y)[] Template = [(38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)];

    /// <param name="points">In pixels of the frame, (0, 0) being the centre of its first: left eye, right eye, nose, left and right corner of the mouth.</param>
    /// <param name="frame">Whose factor scales them.</param>
    /// <param name="side">Of the aligned image, which is a square.</param>
    /// <returns>Null when there is none in range.</returns>
    /// <exception cref="ArgumentException">Not five points.</exception>
    public static Similarity? Fit(IReadOnlyList<(double X, double Y)> points, FaceFrame frame, int side)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(points.Count, Count, nameof(points));
        (double X, double Y)[] from = [.. Template.Select(p => (p.X * side / TemplateSide, p.Y * side / TemplateSide))];
        (double X, double Y)[] to = [.. points.Select(p => ((p.X + 0.5) / frame.Factor - 0.5, (p.Y + 0.5) / frame.Factor - 0.5))];
        (double X, double Y) fromMean = Mean(from), toMean = Mean(to);
        double a = 0, b = 0, norm = 0;
        for (int i = 0; i < Count; i++)
        {
            (double u, double v) = (from[i].X - fromMean.X, from[i].Y - fromMean.Y);
            (double x, double y) = (to[i].X - toMean.X, to[i].Y - toMean.Y);
            a += u * x + v * y;
            b += u * y - v * x;
            norm += u * u + v * v;
        }

        (a, b) = (a / norm, b / norm);
        return Similarity.Nearest(a, b, toMean.X - a * fromMean.X + b * fromMean.Y, toMean.Y - b * fromMean.X - a * fromMean.Y);
    }

    private static (double X, double Y) Mean((double X, double Y)[] points) => (points.Average(p => p.X), points.Average(p => p.Y));
}
