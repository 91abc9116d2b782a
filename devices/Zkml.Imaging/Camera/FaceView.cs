using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Device;

namespace Zkml.Imaging;

/// <summary>
/// A face as a camera hands it over: aligned, in the size that models take, or a whole frame. This library does not align: where the face is in a frame is the
/// prover's to say.
/// </summary>
public sealed class FaceView : IDisposable
{
    /// <summary>Of the square that models of faces are trained on.</summary>
    public const int Side = 112;

    private readonly RgbImage _image;

    private readonly int _quality;

    private readonly ImageShape _shape;

    private FaceView(RgbImage image, int quality, ImageShape shape) => (_image, _quality, _shape) = (image, quality, shape);

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
        view = fits ? new FaceView(image, quality, ImageShape.Face(Side, Side)) : null;
        return fits;
    }

    /// <summary>False, with a sentence, unless the image is no larger than frames may be. Takes over the image when it is not.</summary>
    /// <param name="image">Red, green, blue.</param>
    /// <param name="quality">0 … 100, of a quality measure that is not part of this library.</param>
    /// <param name="view">The frame.</param>
    /// <param name="reason">Why there is none.</param>
    public static bool TryOfFrame(RgbImage image, int quality, [NotNullWhen(true)] out FaceView? view, [NotNullWhen(false)] out string? reason)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, CaptureManifest.MaxQuality);
        bool fits = ImageShape.TryCreate(CaptureModality.FaceFrame, image.Width, image.Height, out ImageShape? shape);
        reason = fits ? null : $"A frame has sides of at most {ImageShape.MaxFaceSide} pixels; the image has {image.Width} × {image.Height}.";
        view = fits ? new FaceView(image, quality, shape!) : null;
        return fits;
    }

    /// <summary>What a device signs. Its pixels are those of this view and live as long.</summary>
    /// <param name="verdict">Of an attack detector, which is not part of this library.</param>
    /// <param name="level">Of the same.</param>
    public Sighting ToSighting(AttackVerdict verdict, AttackLevel level) => new()
    {
        Shape = _shape,
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
