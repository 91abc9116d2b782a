using System.Runtime.InteropServices;
using SkiaSharp;
using Zkml.Imaging;

namespace Zkml.Fuzz;

/// <summary>The decoder of image files, whose native code reads what a peer wrote.</summary>
public sealed class ImageTarget : IFuzzTarget
{
    private const int Side = 24;

    private readonly SkiaImageCodec _codec = new();
    private readonly Lazy<byte[][]> _seeds = new(Encode);

    public string Name => "image";

    public IReadOnlyList<byte[]> Seeds => _seeds.Value;

    public void Run(ReadOnlySpan<byte> input)
    {
        bool isGrey = _codec.TryDecodeGrey(input, out GreyImage? grey, out string? reason), isColour = _codec.TryDecodeRgb(input, out RgbImage? colour, out _);
        if (isGrey != isColour || isGrey == reason is not null)
        {
            throw new InvalidOperationException("A file is an image and is none.");
        }

        grey?.Dispose();
        colour?.Dispose();
    }

    private static byte[][] Encode()
    {
        byte[] pixels = GC.AllocateArray<byte>(Side * Side * 4, pinned: true);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i * i / 7);
        }

        var info = new SKImageInfo(Side, Side, SKColorType.Rgb888x, SKAlphaType.Opaque);
        using var pixmap = new SKPixmap(info, Marshal.UnsafeAddrOfPinnedArrayElement(pixels, 0));
        using SKData png = pixmap.Encode(SKPngEncoderOptions.Default)!, jpeg = pixmap.Encode(SKJpegEncoderOptions.Default)!;
        return [png.ToArray(), jpeg.ToArray()];
    }
}
