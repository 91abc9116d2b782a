using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Device;

namespace Zkml.Imaging;

/// <summary>A face as a camera hands it over after aligning it. This library does not align: what is not of the size that models take is refused.</summary>
public sealed class FaceView : IDisposable
{
    /// <summary>Of the square that models of faces are trained on.</summary>
    public const int Side = 112;

    private readonly RgbImage _image;

    private readonly int _quality;

    private FaceView(RgbImage image, int quality) => (_image, _quality) = (image, quality);

    /// <summary>False, with a sentence, unless the image has the size of an aligned face. Takes over the image when it has.</summary>
    /// <param name="image">Red, green, blue.</param>
    /// <param name="quality">0 … 100, of a quality measure that is not part of this library.</param>
    /// <param name="view">The face.</param>
    /// <param name="reason">Why there is none.</param>
    public static bool TryOf(RgbImage image, int quality, [NotNullWhen(true)] out FaceView? view, [NotNullWhen(false)] out string? reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, CaptureManifest.MaxQuality);
        bool fits = image.Width == Side && image.Height == Side;
        reason = fits ? null : $"An aligned face has {Side} × {Side} pixels; the image has {image.Width} × {image.Height}.";
        view = fits ? new FaceView(image, quality) : null;
        return fits;
    }

    /// <summary>What a device signs. Its pixels are those of this view and live as long.</summary>
    /// <param name="verdict">Of an attack detector, which is not part of this library.</param>
    /// <param name="level">Of the same.</param>
    public Sighting ToSighting(AttackVerdict verdict, AttackLevel level) => new()
    {
        Shape = ImageShape.Face(Side, Side),
        Pixels = _image.Memory,
        Mask = default,
        Quality = _quality,
        AttackVerdict = verdict,
        AttackLevel = level,
    };

    public void Dispose() => _image.Dispose();

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(FaceView);
}
