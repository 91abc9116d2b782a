namespace Zkml.Imaging;

/// <summary>Pictures for people, as PNG: of an eye that nobody has, or of one's own. They show what they show: not for logs, not for files of a service.</summary>
public sealed class Pictures(IImageCodec codec)
{
    /// <summary>Pixels of a bit, each way.</summary>
    private const int BitSide = 4;

    private const double LineWidth = 1.2;

    private static readonly (byte R, byte G, byte B) PupilLine = (235, 64, 52), LimbusLine = (46, 204, 113), LidLine = (64, 156, 255), Covered = (200, 60, 200);

    private static readonly (byte R, byte G, byte B) One = (245, 245, 245), Zero = (25, 25, 25), Unseen = (70, 110, 170);

    /// <summary>The eye with its circles and eyelids; lashes and reflections that were found are coloured.</summary>
    public byte[] Eye(GreyImage eye, EyeSegmentation segmentation)
    {
        using RgbImage picture = Grey(eye);
        for (int y = 0; y < eye.Height; y++)
        {
            for (int x = 0; x < eye.Width; x++)
            {
                if (Line(segmentation.Geometry, x, y) is (byte, byte, byte) colour)
                {
                    Set(picture, x, y, colour);
                }
                else if (segmentation.Noise[x, y] != 0)
                {
                    Set(picture, x, y, Covered);
                }
            }
        }

        return codec.EncodePng(picture);
    }

    /// <summary>The normalised iris; what is masked is tinted.</summary>
    public byte[] Normalised(NormalisedIris iris)
    {
        using RgbImage picture = Grey(iris.Pixels);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                byte grey = iris.Pixels[x, y];
                if (iris.Mask[x, y] == 0)
                {
                    Set(picture, x, y, ((byte)(grey / 3), (byte)(grey / 3 + 30), (byte)(grey / 2 + 100)));
                }
            }
        }

        return codec.EncodePng(picture);
    }

    /// <summary>A code as a chart: white for 1, black for 0, blue where the mask is 0.</summary>
    /// <param name="bits">0 or 1, column after column, as the iris code has them: of each of 256 columns (filter, part, row).</param>
    /// <param name="mask">As many.</param>
    /// <param name="rows">Bits of a column; 64 in an iris code.</param>
    public byte[] Code(ReadOnlySpan<byte> bits, ReadOnlySpan<byte> mask, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length, bits.Length, nameof(mask));
        ArgumentOutOfRangeException.ThrowIfNotEqual(bits.Length % rows, 0, nameof(rows));
        using var picture = new RgbImage(bits.Length / rows * BitSide, rows * BitSide);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int bit = x / BitSide * rows + y / BitSide;
                Set(picture, x, y, mask[bit] == 0 ? Unseen : bits[bit] != 0 ? One : Zero);
            }
        }

        return codec.EncodePng(picture);
    }

    private static (byte R, byte G, byte B)? Line(EyeGeometry geometry, int x, int y)
    {
        var at = new Circle(x, y, 0);
        return OnCircle(geometry.Pupil) ? PupilLine
            : OnCircle(geometry.Limbus) ? LimbusLine
            : OnLid(geometry.Upper) || OnLid(geometry.Lower) ? LidLine
            : null;

        bool OnCircle(Circle circle) => Math.Abs(at.DistanceTo(circle) - circle.Radius) < LineWidth / 2;

        // Only where the other eyelid leaves the eye open: beyond the corners a parabola means nothing.
        bool OnLid(Eyelid lid) => Math.Abs(y - lid.At(x)) < LineWidth / 2 && geometry.Upper.At(x) < geometry.Lower.At(x);
    }

    private static RgbImage Grey(GreyImage image)
    {
        var picture = new RgbImage(image.Width, image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                Set(picture, x, y, (image[x, y], image[x, y], image[x, y]));
            }
        }

        return picture;
    }

    private static void Set(RgbImage picture, int x, int y, (byte R, byte G, byte B) colour) =>
        (picture.Row(y)[3 * x], picture.Row(y)[3 * x + 1], picture.Row(y)[3 * x + 2]) = colour;
}
