using System.Diagnostics.CodeAnalysis;

namespace Zkml.Imaging;

/// <summary>
/// Image files to pixels and back. Files come from anywhere: whatever they hold, a refusal is one sentence and never an exception. Pixels are
/// taken as stored; a rotation in the metadata is not applied.
/// </summary>
public interface IImageCodec
{
    /// <summary>PNG or JPEG; of colours, luma remains (77 R + 150 G + 29 B) / 256.</summary>
    bool TryDecodeGrey(ReadOnlySpan<byte> file, [NotNullWhen(true)] out GreyImage? image, [NotNullWhen(false)] out string? reason);

    /// <summary>PNG or JPEG.</summary>
    bool TryDecodeRgb(ReadOnlySpan<byte> file, [NotNullWhen(true)] out RgbImage? image, [NotNullWhen(false)] out string? reason);

    byte[] EncodePng(Raster image);
}
