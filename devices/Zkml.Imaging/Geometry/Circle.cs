using System.Numerics;

namespace Zkml.Imaging;

/// <summary>In pixels; y down.</summary>
public readonly record struct Circle(double X, double Y, double Radius)
{
    public double DistanceTo(Circle other) => Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));

    /// <summary>Points at equal angles, from the right, clockwise as seen.</summary>
    public Vector2[] Contour(int count)
    {
        var points = new Vector2[count];
        for (int i = 0; i < count; i++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * i / count);
            points[i] = new Vector2((float)(X + Radius * cos), (float)(Y + Radius * sin));
        }

        return points;
    }
}
