using System.Numerics;

namespace Zkml.Imaging;

/// <summary>An eye as two circles and two parabolas.</summary>
public sealed record EyeGeometry(Circle Pupil, Circle Limbus, Eyelid Upper, Eyelid Lower)
{
    /// <summary>Radii of the iris to each side that the opening of the eye is followed.</summary>
    private const double EyeballReach = 3;

    /// <param name="width">Columns of the normalised image: 512 or 1024.</param>
    public IrisContours Contours(int width) => new(Pupil.Contour(width), Limbus.Contour(width), Eyeball());

    /// <summary>Between the eyelids.</summary>
    public bool IsOpen(double x, double y) => y > Upper.At(x) && y < Lower.At(x);

    /// <summary>Along the upper eyelid to the right, along the lower one back.</summary>
    private Vector2[] Eyeball()
    {
        int reach = (int)(EyeballReach * Limbus.Radius);
        double[] columns = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(dx => Limbus.X + dx).Where(x => Upper.At(x) < Lower.At(x))];
        return
        [
            .. columns.Select(x => new Vector2((float)x, (float)Upper.At(x))),
            .. columns.Reverse().Select(x => new Vector2((float)x, (float)Lower.At(x))),
        ];
    }
}
