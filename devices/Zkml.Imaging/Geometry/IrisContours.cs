using System.Numerics;

namespace Zkml.Imaging;

/// <summary>The polygons that open-iris works with, in pixels; x to the right, y down, so that angles run clockwise from the right.</summary>
public sealed class IrisContours
{
    private readonly Vector2[] _pupil;
    private readonly Vector2[] _limbus;
    private readonly Vector2[] _eyeball;

    /// <param name="pupil">Border of pupil and iris, equal angles, one point for each column of the normalised image.</param>
    /// <param name="limbus">Border of iris and sclera, as many points; under eyelids too, as if they were not there.</param>
    /// <param name="eyeball">What the eyelids leave open.</param>
    public IrisContours(ReadOnlySpan<Vector2> pupil, ReadOnlySpan<Vector2> limbus, ReadOnlySpan<Vector2> eyeball)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pupil.Length, 3, nameof(pupil));
        ArgumentOutOfRangeException.ThrowIfNotEqual(limbus.Length, pupil.Length, nameof(limbus));
        ArgumentOutOfRangeException.ThrowIfLessThan(eyeball.Length, 3, nameof(eyeball));
        (_pupil, _limbus, _eyeball) = (pupil.ToArray(), limbus.ToArray(), eyeball.ToArray());
    }

    public ReadOnlySpan<Vector2> Pupil => _pupil;

    public ReadOnlySpan<Vector2> Limbus => _limbus;

    public ReadOnlySpan<Vector2> Eyeball => _eyeball;

    /// <summary>The first point of a contour after the eye is turned upright: −round(degrees · points / 360) steps, as np.roll counts them.</summary>
    /// <param name="eyeOrientation">Radians, as <see cref="PolygonMoments.Orientation"/> of the eyeball.</param>
    public int StartOf(double eyeOrientation)
    {
        int steps = (int)Math.Round(double.RadiansToDegrees(eyeOrientation) * _pupil.Length / 360, MidpointRounding.ToEven);
        return (steps % _pupil.Length + _pupil.Length) % _pupil.Length;
    }
}
