using System.Numerics;
using Zkml.Captures;

namespace Zkml.Imaging;

/// <summary>
/// The linear normalisation of open-iris 1.11 (Daugman's rubber sheet), pixel for pixel: the nearest neighbour of
/// pupil + t·(limbus − pupil), t = 0, 1/127, … 1, in 32-bit floats, rounded to even. Beyond the image everything is 0.
/// </summary>
public static class RubberSheet
{
    /// <summary>Pixels this bright are reflections, or say nothing.</summary>
    public const byte Saturated = 254;

    /// <param name="eye">The infrared image.</param>
    /// <param name="noise">Not 0 where something covers the eye; as large as the image.</param>
    /// <param name="contours">512 or 1024 points.</param>
    /// <param name="eyeOrientation">Radians.</param>
    public static NormalisedIris Unroll(GreyImage eye, GreyImage noise, IrisContours contours, double eyeOrientation)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual((noise.Width, noise.Height), (eye.Width, eye.Height), nameof(noise));
        using PolygonMask limbus = new(contours.Limbus), eyeball = new(contours.Eyeball);
        var iris = new NormalisedIris(contours.Pupil.Length);
        int start = contours.StartOf(eyeOrientation);
        for (int row = 0; row < ImageShape.IrisHeight; row++)
        {
            Span<byte> pixels = iris.Pixels.Row(row), mask = iris.Mask.Row(row);
            for (int column = 0; column < pixels.Length; column++)
            {
                int point = (column + start) % pixels.Length;
                (int x, int y) = Sample(contours.Pupil[point], contours.Limbus[point], row);
                if (x >= 0 && y >= 0 && x < eye.Width && y < eye.Height)
                {
                    pixels[column] = eye[x, y];
                    bool seen = eye[x, y] < Saturated && noise[x, y] == 0 && limbus.Contains(x, y) && eyeball.Contains(x, y);
                    mask[column] = seen ? (byte)1 : (byte)0;
                }
            }
        }

        return iris;
    }

    private static (int X, int Y) Sample(Vector2 pupil, Vector2 limbus, int row)
    {
        const int Last = ImageShape.IrisHeight - 1;
        // As numpy's linspace: multiples of the step in 64 bits, the last exact; then 32 bits.
        float t = row == Last ? 1 : (float)(row * (1.0 / Last));
        Vector2 at = pupil + t * (limbus - pupil);
        return ((int)MathF.Round(at.X), (int)MathF.Round(at.Y));
    }
}
