using System.Numerics;

namespace Zkml.Imaging;

/// <summary>Area and central second moments of a polygon, by Green's theorem over its edges.</summary>
public readonly record struct PolygonMoments
{
    private readonly double _mu20, _mu11, _mu02;

    public PolygonMoments(ReadOnlySpan<Vector2> points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Length, 3, nameof(points));
        // About the first point: the moments are small differences of large numbers otherwise.
        Vector2 origin = points[0];
        double m00 = 0, m10 = 0, m01 = 0, m20 = 0, m11 = 0, m02 = 0;
        for (int i = 0; i < points.Length; i++)
        {
            Vector2 a = points[i] - origin, b = points[(i + 1) % points.Length] - origin;
            (double ax, double ay, double bx, double by) = (a.X, a.Y, b.X, b.Y);
            double cross = ax * by - bx * ay;
            m00 += cross / 2;
            m10 += cross * (ax + bx) / 6;
            m01 += cross * (ay + by) / 6;
            m20 += cross * (ax * ax + ax * bx + bx * bx) / 12;
            m02 += cross * (ay * ay + ay * by + by * by) / 12;
            m11 += cross * (2 * ax * ay + ax * by + bx * ay + 2 * bx * by) / 24;
        }

        double sign = m00 < 0 ? -1 : 1;
        Area = sign * m00;
        Centre = origin + new Vector2((float)(m10 / m00), (float)(m01 / m00));
        _mu20 = sign * (m20 - m10 * m10 / m00);
        _mu02 = sign * (m02 - m01 * m01 / m00);
        _mu11 = sign * (m11 - m10 * m01 / m00);
    }

    public double Area { get; }

    public Vector2 Centre { get; }

    /// <summary>((μ20 − μ02)² + 4 μ11²) / (μ20 + μ02)²: 0 for a circle, 1 for a line.</summary>
    public double Eccentricity => ((_mu20 - _mu02) * (_mu20 - _mu02) + 4 * _mu11 * _mu11) / ((_mu20 + _mu02) * (_mu20 + _mu02));

    /// <summary>Radians from the x axis to the long axis, −π/2 … π/2.</summary>
    public double Orientation => 0.5 * Math.Atan2(2 * _mu11, _mu20 - _mu02);
}
