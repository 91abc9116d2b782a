namespace Zkml.Imaging.Tests;

public sealed class Segmentation
{
    [Theory]
    [MemberData(nameof(SyntheticCapture.All), MemberType = typeof(SyntheticCapture))]
    public void Circles_and_mask_of_a_synthetic_eye_are_near_its_true_geometry(int identity, int capture)
    {
        SyntheticCapture truth = SyntheticCapture.Read(identity, capture);
        using GreyImage eye = truth.Eye(), lashes = truth.Image("noisemask.png");

        Assert.True(EyeSegmenter.TrySegment(eye, out EyeSegmentation? found, out string? reason), reason);

        AssertNear(truth.Pupil, found.Geometry.Pupil, 0.6);
        AssertNear(truth.Limbus, found.Geometry.Limbus, 1);
        Assert.InRange(Overlap(truth, lashes, found), 0.93, 1);
        found.Dispose();
    }

    [Fact]
    public void Circles_of_a_real_eye_are_near_the_contours_of_open_iris()
    {
        using GreyImage eye = Golden.Eye();

        Assert.True(EyeSegmenter.TrySegment(eye, out EyeSegmentation? found, out string? reason), reason);

        AssertNear(MeanCircle(Golden.Contours().Pupil), found.Geometry.Pupil, 1);
        AssertNear(MeanCircle(Golden.Contours().Limbus), found.Geometry.Limbus, 3);
        found.Dispose();
    }

    [Fact]
    public void Images_without_an_eye_are_refused_with_a_sentence()
    {
        using GreyImage grey = new(640, 480), small = new(199, 480), large = new(640, 1281), noise = new(640, 480);
        grey.Pixels.Fill(128);
        new Random(7).NextBytes(noise.Pixels);

        Assert.Equal("No pupil was found.", Refusal(grey));
        Assert.Equal("No pupil was found.", Refusal(noise));
        Assert.Equal("An image of an eye has 200 to 1280 pixels each way.", Refusal(small));
        Assert.Equal("An image of an eye has 200 to 1280 pixels each way.", Refusal(large));
    }

    [Fact]
    public void A_dark_disc_without_an_iris_is_refused()
    {
        using var disc = new GreyImage(640, 480);
        disc.Pixels.Fill(128);
        using var mask = new PolygonMask(new Circle(320, 240, 50).Contour(512));
        for (int i = 0; i < disc.Pixels.Length; i++)
        {
            disc.Pixels[i] = mask.Contains(i % 640, i / 640) ? (byte)20 : (byte)128;
        }

        Assert.Equal("No border of an iris was found around the pupil.", Refusal(disc));
    }

    private static string? Refusal(GreyImage image)
    {
        Assert.False(EyeSegmenter.TrySegment(image, out _, out string? reason));
        return reason;
    }

    private static void AssertNear(Circle expected, Circle actual, double pixels)
    {
        Assert.InRange(actual.DistanceTo(expected), 0, pixels);
        Assert.Equal(expected.Radius, actual.Radius, pixels);
    }

    private static Circle MeanCircle(ReadOnlySpan<System.Numerics.Vector2> points)
    {
        var moments = new PolygonMoments(points);
        return new Circle(moments.Centre.X, moments.Centre.Y, Math.Sqrt(moments.Area / Math.PI));
    }

    /// <summary>Pixels that both call visible iris, of those that one does.</summary>
    private static double Overlap(SyntheticCapture truth, GreyImage lashes, EyeSegmentation found)
    {
        using PolygonMask eyeball = new(truth.Eyeball);
        EyeGeometry mine = found.Geometry;
        int both = 0, any = 0;
        for (int y = 0; y < lashes.Height; y++)
        {
            for (int x = 0; x < lashes.Width; x++)
            {
                bool really = InRing(truth.Pupil, truth.Limbus, x, y) && eyeball.Contains(x, y) && lashes[x, y] == 0;
                bool seen = InRing(mine.Pupil, mine.Limbus, x, y) && mine.IsOpen(x, y) && found.Noise[x, y] == 0;
                both += really && seen ? 1 : 0;
                any += really || seen ? 1 : 0;
            }
        }

        return (double)both / any;
    }

    private static bool InRing(Circle pupil, Circle limbus, int x, int y)
    {
        var at = new Circle(x, y, 0);
        return at.DistanceTo(limbus) <= limbus.Radius && at.DistanceTo(pupil) > pupil.Radius;
    }
}
