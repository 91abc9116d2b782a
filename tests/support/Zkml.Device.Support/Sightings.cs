using Zkml.Captures;

namespace Zkml.Device.Support;

public static class Sightings
{
    /// <summary>What the statement takes for an eye: pixels like no other eye's, with a strip under the lid.</summary>
    /// <param name="eye">Another number is another eye.</param>
    /// <param name="noise">So many pixels are not as in another capture of the eye.</param>
    public static Sighting Eye(int eye, int noise = 0)
    {
        const int width = 512, lid = 60;
        ImageShape shape = ImageShape.Iris(width);
        byte[] pixels = new byte[shape.PixelsLength], changes = new byte[noise];
        var random = new Random(eye);
        random.NextBytes(pixels);
        random.NextBytes(changes);
        changes.CopyTo(pixels, 0);
        return Of(shape, pixels, MaskDigest.Pack([.. Enumerable.Range(0, shape.PixelsLength).Select(i => i % width < lid ? (byte)0 : (byte)1)]));
    }

    /// <summary>No eye at all: for what does not look at pixels.</summary>
    public static Sighting Noise(int seed, int width = 512)
    {
        ImageShape shape = ImageShape.Iris(width);
        byte[] pixels = new byte[shape.PixelsLength], mask = new byte[shape.MaskLength];
        var random = new Random(seed);
        random.NextBytes(pixels);
        random.NextBytes(mask);
        return Of(shape, pixels, mask);
    }

    private static Sighting Of(ImageShape shape, byte[] pixels, byte[] mask) => new()
    {
        Shape = shape,
        Pixels = pixels,
        Mask = mask,
        Quality = 80,
        AttackVerdict = AttackVerdict.BonaFide,
        AttackLevel = AttackLevel.Two,
    };
}
