using Zkml.Captures;
using Zkml.Device;

namespace Zkml.Imaging;

/// <summary>An iris that was found, unrolled and judged good enough.</summary>
public sealed class IrisView : IDisposable
{
    public required EyeSegmentation Segmentation { get; init; }

    public required NormalisedIris Iris { get; init; }

    public required CaptureQuality Quality { get; init; }

    /// <summary>What a device signs. Its pixels are those of this view and live as long.</summary>
    /// <param name="verdict">Of an attack detector, which is not part of this library.</param>
    /// <param name="level">Of the same.</param>
    public Sighting ToSighting(AttackVerdict verdict, AttackLevel level) => new()
    {
        Shape = Iris.Shape,
        Pixels = Iris.Pixels.Memory,
        Mask = MaskDigest.Pack(Iris.Mask.Pixels),
        Quality = Quality.Score,
        AttackVerdict = verdict,
        AttackLevel = level,
    };

    public void Dispose()
    {
        Segmentation.Dispose();
        Iris.Dispose();
    }

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(IrisView);
}
