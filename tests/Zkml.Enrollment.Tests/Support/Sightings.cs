using Zkml.Captures;
using Zkml.Device;

namespace Zkml.Enrollment.Tests.Support;

internal static class Sightings
{
    /// <summary>No eye at all: for what does not look at pixels.</summary>
    public static Sighting Noise(int seed, int width = 512)
    {
        ImageShape shape = ImageShape.Iris(width);
        byte[] pixels = new byte[shape.PixelsLength], mask = new byte[shape.MaskLength];
        var random = new Random(seed);
        random.NextBytes(pixels);
        random.NextBytes(mask);
        return new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = mask,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
    }
}
