using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Device;

namespace Zkml.Imaging;

/// <summary>
/// A capture device without a lens: an image of an eye takes the sensor's place. Nothing looks whether the eye is real, and unless it is told to
/// pretend, the manifest says so.
/// </summary>
public sealed class EyeSimulator(CaptureDevice device, IrisCamera camera)
{
    public AttackVerdict Verdict { get; init; } = AttackVerdict.NotAssessed;

    public AttackLevel Level { get; init; } = AttackLevel.None;

    /// <summary>False, with a sentence, when the camera refuses the image.</summary>
    public bool TryCapture(
        GreyImage eye, Challenge challenge, DigestAlgorithm algorithm, [NotNullWhen(true)] out EyeCapture? capture, [NotNullWhen(false)] out string? reason)
    {
        capture = camera.TrySee(eye, out IrisView? view, out reason)
            ? new EyeCapture(device.Sign(view.ToSighting(Verdict, Level), challenge, algorithm), view)
            : null;
        return capture is not null;
    }
}
