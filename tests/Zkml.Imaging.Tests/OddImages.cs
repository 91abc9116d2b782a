using CsCheck;

namespace Zkml.Imaging.Tests;

public sealed class OddImages
{
    private static readonly Gen<(Circle Disc, byte Grey)> GenDisc =
        Gen.Select(Gen.Double[-50, 450], Gen.Double[-50, 450], Gen.Double[2, 300], Gen.Byte, (x, y, radius, grey) => (new Circle(x, y, radius), grey));

    /// <summary>Discs of any size anywhere, some of them beyond the border: much that looks like half an eye.</summary>
    [Fact]
    public void No_image_makes_the_camera_throw() => Gen.Select(Gen.Int[200, 400], Gen.Int[200, 400], GenDisc.Array[0, 6]).Sample((width, height, discs) =>
    {
        using var image = new GreyImage(width, height);
        image.Pixels.Fill(200);
        foreach ((Circle disc, byte grey) in discs.OrderByDescending(d => d.Disc.Radius))
        {
            Fill(image, disc, grey);
        }

        bool seen = new IrisCamera(512).TrySee(image, out IrisView? view, out string? reason);

        view?.Dispose();
        return seen == reason is null;
    }, iter: 40);

    [Fact]
    public void The_largest_image_with_the_largest_iris_is_no_fault_of_the_program()
    {
        using var image = new GreyImage(EyeSegmenter.MaxSide, EyeSegmenter.MaxSide);
        image.Pixels.Fill(220);
        Fill(image, new Circle(640, 640, 632), 120);
        Fill(image, new Circle(640, 640, 250), 20);

        Assert.True(EyeSegmenter.TrySegment(image, out EyeSegmentation? found, out string? reason), reason);

        Assert.Equal(632, found.Geometry.Limbus.Radius, 2.0);
        using NormalisedIris iris = RubberSheet.Unroll(image, found.Noise, found.Geometry.Contours(1024), 0);
        found.Dispose();
    }

    private static void Fill(GreyImage image, Circle disc, byte grey)
    {
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            if (new Circle(i % image.Width, i / image.Width, 0).DistanceTo(disc) < disc.Radius)
            {
                image.Pixels[i] = grey;
            }
        }
    }
}
