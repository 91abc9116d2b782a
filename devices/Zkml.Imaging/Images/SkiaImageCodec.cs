using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SkiaSharp;

namespace Zkml.Imaging;

/// <summary>
/// By Skia. The first bytes decide which decoder sees the file, so that only its PNG and JPEG decoders can be reached; sizes are read from the
/// header and checked before there is room for a pixel.
/// </summary>
public sealed class SkiaImageCodec : IImageCodec
{
    /// <summary>Bytes of a file.</summary>
    public const int MaxFileLength = 12 << 20;

    private const int BytesPerPixel = 4;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    private static ReadOnlySpan<byte> JpegSignature => [0xff, 0xd8, 0xff];

    public bool TryDecodeGrey(ReadOnlySpan<byte> file, [NotNullWhen(true)] out GreyImage? image, [NotNullWhen(false)] out string? reason) =>
        TryDecode(file, (width, height) => new GreyImage(width, height), Luma, out image, out reason);

    public bool TryDecodeRgb(ReadOnlySpan<byte> file, [NotNullWhen(true)] out RgbImage? image, [NotNullWhen(false)] out string? reason) =>
        TryDecode(file, (width, height) => new RgbImage(width, height), DropAlpha, out image, out reason);

    public byte[] EncodePng(Raster image)
    {
        ArgumentNullException.ThrowIfNull(image);
        int channels = image.Channels == 1 ? 1 : BytesPerPixel;
        byte[] pixels = GC.AllocateArray<byte>(image.Width * image.Height * channels, pinned: true);
        try
        {
            Spread(image.Pixels, image.Channels, pixels, channels);
            var info = new SKImageInfo(image.Width, image.Height, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgb888x, SKAlphaType.Opaque);
            using var pixmap = new SKPixmap(info, Address(pixels));
            using SKData file = pixmap.Encode(SKPngEncoderOptions.Default)
                ?? throw new InvalidOperationException("Skia did not encode an image that is in memory.");
            return file.ToArray();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pixels);
        }
    }

    private static bool TryDecode<T>(
        ReadOnlySpan<byte> file, Func<int, int, T> create, Action<byte[], Raster> convert, [NotNullWhen(true)] out T? image, [NotNullWhen(false)] out string? reason)
        where T : Raster
    {
        image = null;
        reason = FaultOfFile(file);
        if (reason is not null)
        {
            return false;
        }

        byte[] copy = GC.AllocateUninitializedArray<byte>(file.Length, pinned: true);
        file.CopyTo(copy);
        byte[]? pixels = null;
        try
        {
            using SKData data = SKData.Create(Address(copy), copy.Length);
            using SKCodec? codec = SKCodec.Create(data);
            reason = codec is null ? "The image has no readable header." : FaultOfHeader(codec.Info) ?? Read(codec, out pixels);
            if (reason is not null)
            {
                return false;
            }

            image = create(codec!.Info.Width, codec.Info.Height);
            convert(pixels!, image);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
            CryptographicOperations.ZeroMemory(pixels);
        }
    }

    private static string? FaultOfFile(ReadOnlySpan<byte> file) =>
        file.Length > MaxFileLength ? $"The image file is longer than {MaxFileLength >> 20} MiB."
        : !file.StartsWith(PngSignature) && !file.StartsWith(JpegSignature) ? "The file is neither PNG nor JPEG."
        : null;

    private static string? FaultOfHeader(SKImageInfo info) =>
        info.Width < 1 || info.Height < 1 || info.Width > Raster.MaxSide || info.Height > Raster.MaxSide ? $"A side of the image is not 1 to {Raster.MaxSide} pixels."
        : info.AlphaType != SKAlphaType.Opaque ? "The image has an alpha channel."
        : null;

    /// <summary>Pixels as red, green, blue and a byte of no meaning; no colour space, so that values come out as stored.</summary>
    private static string? Read(SKCodec codec, out byte[] pixels)
    {
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Opaque, null);
        pixels = GC.AllocateArray<byte>(info.BytesSize, pinned: true);
        return codec.GetPixels(info, Address(pixels)) switch
        {
            SKCodecResult.Success => null,
            SKCodecResult.IncompleteInput => "The image file ends early.",
            _ => "The image data is damaged.",
        };
    }

    private static IntPtr Address(byte[] pinned) => Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private static void Luma(byte[] pixels, Raster image)
    {
        Span<byte> grey = image.Pixels;
        for (int i = 0; i < grey.Length; i++)
        {
            ReadOnlySpan<byte> colour = pixels.AsSpan(i * BytesPerPixel, BytesPerPixel);
            grey[i] = (byte)((77 * colour[0] + 150 * colour[1] + 29 * colour[2]) >> 8);
        }
    }

    private static void DropAlpha(byte[] pixels, Raster image) => Spread(pixels, BytesPerPixel, image.Pixels, image.Channels);

    /// <summary>The channels that both have, pixel by pixel.</summary>
    private static void Spread(ReadOnlySpan<byte> source, int sourceChannels, Span<byte> target, int targetChannels)
    {
        int common = Math.Min(sourceChannels, targetChannels);
        for (int from = 0, to = 0; from < source.Length; from += sourceChannels, to += targetChannels)
        {
            source.Slice(from, common).CopyTo(target[to..]);
        }
    }
}
