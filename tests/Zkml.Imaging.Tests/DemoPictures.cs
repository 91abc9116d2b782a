namespace Zkml.Imaging.Tests;

public sealed class DemoPictures
{
    private static readonly SkiaImageCodec Codec = new();
    private static readonly Pictures Pictures = new(Codec);

    [Fact]
    public void The_eye_has_its_circles_drawn_where_they_are()
    {
        using GreyImage eye = new SyntheticEye(5, 6).Draw();
        Assert.True(EyeSegmenter.TrySegment(eye, out EyeSegmentation? segmentation, out _));
        (Circle pupil, Circle limbus) = (segmentation.Geometry.Pupil, segmentation.Geometry.Limbus);

        using RgbImage picture = Decode(Pictures.Eye(eye, segmentation));

        Assert.Equal((640, 480), (picture.Width, picture.Height));
        (byte r, byte g, byte b) = At(picture, (int)Math.Round(pupil.X), (int)Math.Round(pupil.Y + pupil.Radius));
        Assert.True(r > 2 * g && r > 2 * b);
        (r, g, b) = At(picture, (int)Math.Round(limbus.X - limbus.Radius), (int)Math.Round(limbus.Y));
        Assert.True(g > 2 * r && g > b);
        segmentation.Dispose();
    }

    [Fact]
    public void Masked_pixels_of_a_normalised_iris_are_tinted_and_the_others_grey()
    {
        using var iris = new NormalisedIris(512);
        iris.Pixels.Pixels.Fill(90);
        iris.Mask[7, 3] = 1;

        using RgbImage picture = Decode(Pictures.Normalised(iris));

        Assert.Equal((512, 128), (picture.Width, picture.Height));
        Assert.Equal((90, 90, 90), At(picture, 7, 3));
        (byte r, _, byte b) = At(picture, 8, 3);
        Assert.True(b > 2 * r);
    }

    [Fact]
    public void A_code_is_drawn_column_after_column()
    {
        using RgbImage picture = Decode(Pictures.Code([1, 0, 0, 1, 1, 1], [1, 1, 1, 1, 0, 0], rows: 2));

        Assert.Equal((12, 8), (picture.Width, picture.Height));
        Assert.Equal([245, 25, 25, 245, 70, 70], [.. from column in Enumerable.Range(0, 3) from row in Enumerable.Range(0, 2) select (int)At(picture, 4 * column + 1, 4 * row + 2).R]);
    }

    private static RgbImage Decode(byte[] file)
    {
        Assert.True(Codec.TryDecodeRgb(file, out RgbImage? picture, out string? reason), reason);
        return picture;
    }

    private static (byte R, byte G, byte B) At(RgbImage picture, int x, int y) => (picture.Row(y)[3 * x], picture.Row(y)[3 * x + 1], picture.Row(y)[3 * x + 2]);
}
