using CsCheck;
using Zkml.Gadgets.Alignment;

namespace Zkml.Gadgets.Tests.Alignment;

public sealed class PlainAlignments
{
    private const int One = 1 << 16, Pixel = 1 << 12;

    private static readonly AlignmentShape Shape = new(6, 5, 1, 3, 2);

    private static readonly byte[] Frame = [.. Enumerable.Range(0, 6 * 5).SelectMany(k => (byte[])[(byte)(k * 8), (byte)(255 - k), (byte)(k % 6 * 51)])];

    [Fact]
    public void A_crop_copies_pixels()
    {
        Assert.Equal([Red(1, 2), Red(1, 3), Red(1, 4), Red(2, 2), Red(2, 3), Red(2, 4)], Reds(Shape, new Similarity(One, 0, 2 * Pixel, Pixel)));
    }

    [Fact]
    public void Half_a_pixel_is_the_mean_of_two_rounded_up()
    {
        // 16 and 24 in a row, 0 and 48 in a column.
        Assert.Equal(20, Reds(Shape, new Similarity(One, 0, 2 * Pixel + Pixel / 2, 0))[0]);
        Assert.Equal(24, Reds(Shape, new Similarity(One, 0, 0, Pixel / 2))[0]);
        var odd = new AlignmentShape(2, 1, 1, 1, 1);
        var image = new byte[3];
        Assert.True(PlainAlignment.TryAlign(odd, [10, 0, 255, 11, 1, 254], new Similarity(One, 0, Pixel / 2, 0), image));
        Assert.Equal([11, 1, 255], image);
    }

    [Fact]
    public void A_quarter_turn_reads_columns()
    {
        // x = 4 − i, y = j
        Assert.Equal([Red(0, 4), Red(1, 4), Red(2, 4), Red(0, 3), Red(1, 3), Red(2, 3)], Reds(Shape, new Similarity(0, One, 4 * Pixel, 0)));
    }

    [Fact]
    public void A_scale_of_two_skips_pixels()
    {
        Assert.Equal([Red(0, 0), Red(0, 2), Red(0, 4), Red(2, 0), Red(2, 2), Red(2, 4)], Reds(Shape, new Similarity(2 * One, 0, 0, 0)));
    }

    [Fact]
    public void The_last_row_and_column_are_repeated_at_the_border_and_nothing_is_read_beyond()
    {
        var one = new AlignmentShape(6, 5, 1, 1, 1);
        Assert.Equal([Red(4, 5)], Reds(one, new Similarity(One, 0, 6 * Pixel - 1, 5 * Pixel - 1)));
        foreach (Similarity outside in (Similarity[])[new(One, 0, 6 * Pixel, 0), new(One, 0, 0, 5 * Pixel), new(One, 0, -1, 0), new(One, 0, 0, -1), new(One << 7, 0, 0, 0)])
        {
            Assert.False(PlainAlignment.TryAlign(one, Frame, outside, new byte[3]));
        }
    }

    [Fact]
    public void A_factor_takes_means_of_squares_first()
    {
        var two = new AlignmentShape(6, 4, 2, 3, 2);
        int[] squares = [.. from row in new[] { 0, 2 } from column in new[] { 0, 2, 4 } select (Red(row, column) + Red(row, column + 1) + Red(row + 1, column) + Red(row + 1, column + 1) + 2) / 4];
        Assert.Equal(squares, Reds(two, new Similarity(One, 0, 0, 0)));
    }

    [Fact]
    public void They_are_the_nearest_to_bilinear_sampling_in_floating_point()
    {
        var shape = new AlignmentShape(40, 30, 1, 8, 8);
        Gen.Select(Gen.Double[0.2, 2.5], Gen.Double[-1.5, 1.5], Gen.Double[5, 30], Gen.Double[5, 20], Gen.Int).Sample((scale, angle, x, y, seed) =>
        {
            byte[] frame = AlignmentCase.Noise(3 * shape.FramePixels, seed);
            Similarity transform = Similarity.Nearest(scale * Math.Cos(angle), scale * Math.Sin(angle), x, y)!.Value;
            var image = new byte[3 * shape.Pixels];
            if (!PlainAlignment.TryAlign(shape, frame, transform, image))
            {
                return;
            }

            for (int k = 0; k < shape.Pixels; k++)
            {
                (long px, long py) = transform.At(k / shape.Width, k % shape.Width);
                Assert.Equal(Bilinear(shape, frame, px / 65536.0, py / 65536.0), image[3 * k], 0.51);
            }
        });
    }

    /// <summary>With 8 bits of fraction, as the specification has it.</summary>
    private static double Bilinear(AlignmentShape shape, byte[] frame, double x, double y)
    {
        (int column, int row) = ((int)x, (int)y);
        (double fx, double fy) = (Math.Floor((x - column) * 256) / 256, Math.Floor((y - row) * 256) / 256);
        double At(int r, int c) => frame[3 * (Math.Min(r, shape.FrameHeight - 1) * shape.FrameWidth + Math.Min(c, shape.FrameWidth - 1))];
        return (1 - fy) * ((1 - fx) * At(row, column) + fx * At(row, column + 1)) + fy * ((1 - fx) * At(row + 1, column) + fx * At(row + 1, column + 1));
    }

    private static byte Red(int row, int column) => Frame[3 * (row * 6 + column)];

    private static int[] Reds(AlignmentShape shape, Similarity transform)
    {
        var image = new byte[3 * shape.Pixels];
        Assert.True(PlainAlignment.TryAlign(shape, Frame.AsSpan(0, 3 * shape.FramePixels), transform, image));
        return [.. Enumerable.Range(0, shape.Pixels).Select(k => (int)image[3 * k])];
    }
}
