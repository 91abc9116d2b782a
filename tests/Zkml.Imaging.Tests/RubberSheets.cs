using System.Text.Json;

namespace Zkml.Imaging.Tests;

public sealed class RubberSheets
{
    [Fact]
    public void A_real_eye_unrolls_to_the_pixels_and_mask_of_open_iris()
    {
        using GreyImage eye = Golden.Eye(), noise = Golden.Noise();

        using NormalisedIris iris = RubberSheet.Unroll(eye, noise, Golden.Contours(), new PolygonMoments(Golden.Contours().Eyeball).Orientation);

        Assert.Equal(0, Differences(Golden.Bytes("a_norm_image.u8"), iris.Pixels.Pixels));
        Assert.Equal(0, Differences(Golden.Bytes("a_norm_mask.u8"), iris.Mask.Pixels));
    }

    [Fact]
    public void The_orientation_of_the_eye_is_that_of_open_iris()
    {
        using JsonDocument manifest = JsonDocument.Parse(Golden.Bytes("manifest.json"));
        double expected = manifest.RootElement.GetProperty("files").GetProperty("u_eye_orientation").GetProperty("value_radians").GetDouble();

        Assert.Equal(expected, new PolygonMoments(Golden.Points("u_eyeball_points.f32")).Orientation, 3e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Synthetic_eyes_unroll_to_what_open_iris_made_of_their_circles(int identity)
    {
        SyntheticCapture capture = SyntheticCapture.Read(identity, 0);
        using GreyImage eye = capture.Eye(), noise = capture.Image("noisemask.png"), expected = capture.Image("norm.png"), mask = capture.Image("normmask.png");
        var contours = new IrisContours(capture.UsedPupil.Contour(512), capture.UsedLimbus.Contour(512), capture.Eyeball);

        using NormalisedIris iris = RubberSheet.Unroll(eye, noise, contours, new PolygonMoments(contours.Eyeball).Orientation);

        Assert.Equal(0, Differences(expected.Pixels, iris.Pixels.Pixels));
        // The polygon in the file has three decimals: a vertex at exactly one half may have been rounded the other way.
        mask.Pixels.Replace(byte.MaxValue, (byte)1);
        Assert.InRange(Differences(mask.Pixels, iris.Mask.Pixels), 0, 4);
    }

    internal static int Differences(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Assert.Equal(a.Length, b.Length);
        int differences = 0;
        for (int i = 0; i < a.Length; i++)
        {
            differences += a[i] == b[i] ? 0 : 1;
        }

        return differences;
    }
}
