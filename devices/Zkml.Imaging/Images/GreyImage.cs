namespace Zkml.Imaging;

/// <summary>Grey, one byte a pixel: an infrared image of an eye, a normalised iris, a mask.</summary>
public sealed class GreyImage(int width, int height) : Raster(width, height, 1)
{
    public byte this[int x, int y]
    {
        get => Row(y)[x];
        set => Row(y)[x] = value;
    }

    public static GreyImage Of(int width, int height, ReadOnlySpan<byte> pixels)
    {
        var image = new GreyImage(width, height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, image.Pixels.Length, nameof(pixels));
        pixels.CopyTo(image.Pixels);
        return image;
    }
}
