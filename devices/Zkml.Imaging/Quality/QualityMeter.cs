using System.Numerics;

namespace Zkml.Imaging;

/// <summary>The measures of open-iris 1.11 on contours, noise and normalised image.</summary>
public static class QualityMeter
{
    /// <param name="contours">Of pupil, limbus, eyeball.</param>
    /// <param name="noise">Not 0 where something covers the eye.</param>
    /// <param name="eyeOrientation">Radians.</param>
    /// <param name="iris">What was unrolled with these.</param>
    public static CaptureQuality Measure(IrisContours contours, GreyImage noise, double eyeOrientation, NormalisedIris iris)
    {
        double diameter = Diameter(contours.Limbus);
        Vector2 between = new PolygonMoments(contours.Pupil).Centre - new PolygonMoments(contours.Limbus).Centre;
        return new CaptureQuality
        {
            IrisDiameter = diameter,
            PupilToIrisDiameterRatio = Diameter(contours.Pupil) / diameter,
            PupilToIrisCenterDistRatio = 2 * between.Length() / diameter,
            Occlusion90 = VisibleFraction(contours, noise, eyeOrientation, 90),
            Occlusion30 = VisibleFraction(contours, noise, eyeOrientation, 30),
            SharpnessScore = Sharpness.Of(iris),
        };
    }

    /// <summary>The greatest distance of two points.</summary>
    private static double Diameter(ReadOnlySpan<Vector2> points)
    {
        float squared = 0;
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                squared = Math.Max(squared, Vector2.DistanceSquared(points[i], points[j]));
            }
        }

        return Math.Sqrt(squared);
    }

    /// <summary>Of the iris without the pupil within the sectors; what lies beyond the image is not seen.</summary>
    private static double VisibleFraction(IrisContours contours, GreyImage noise, double eyeOrientation, int quantileAngle)
    {
        using PolygonMask sectors = new(Sectors(contours, eyeOrientation, quantileAngle)), pupil = new(contours.Pupil), eyeball = new(contours.Eyeball);
        int all = 0, seen = 0;
        for (int y = sectors.Top; y < sectors.Bottom; y++)
        {
            for (int x = sectors.Left; x < sectors.Right; x++)
            {
                if (sectors.Contains(x, y) && !pupil.Contains(x, y))
                {
                    bool inside = x >= 0 && y >= 0 && x < noise.Width && y < noise.Height;
                    all++;
                    seen += inside && eyeball.Contains(x, y) && noise[x, y] == 0 ? 1 : 0;
                }
            }
        }

        return all == 0 ? 0 : (double)seen / all;
    }

    /// <summary>Two opposite sectors as one polygon: points of the limbus up to the angle on either side of right and left.</summary>
    private static Vector2[] Sectors(IrisContours contours, double eyeOrientation, int quantileAngle)
    {
        int count = contours.Limbus.Length, start = contours.StartOf(eyeOrientation), quantile = (int)Math.Round(quantileAngle * count / 360.0);
        int[] chosen =
        [
            .. Enumerable.Range(0, quantile), .. Enumerable.Range(count / 2 - quantile, 2 * quantile), .. Enumerable.Range(count - quantile, quantile),
        ];
        var points = new Vector2[chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            points[i] = contours.Limbus[(chosen[i] + start) % count];
        }

        return points;
    }
}
