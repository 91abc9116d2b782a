using System.Diagnostics.CodeAnalysis;

namespace Zkml.Imaging;

/// <summary>From the infrared image of an eye to a normalised iris.</summary>
/// <param name="width">Columns of the normalised image: 512 or 1024.</param>
public sealed class IrisCamera(int width)
{
    /// <summary>The camera is held upright. A matcher turns codes by ±21°, so that a head held askew does not matter.</summary>
    private const double Upright = 0;

    /// <summary>False, with a sentence, when there is no iris or a limit of <see cref="QualityLimits"/> is not kept.</summary>
    public bool TrySee(GreyImage eye, [NotNullWhen(true)] out IrisView? view, [NotNullWhen(false)] out string? reason)
    {
        view = null;
        if (!EyeSegmenter.TrySegment(eye, out EyeSegmentation? segmentation, out reason))
        {
            return false;
        }

        IrisContours contours = segmentation.Geometry.Contours(width);
        NormalisedIris iris = RubberSheet.Unroll(eye, segmentation.Noise, contours, Upright);
        var seen = new IrisView
        {
            Segmentation = segmentation,
            Iris = iris,
            Quality = QualityMeter.Measure(contours, segmentation.Noise, Upright, iris),
        };
        reason = seen.Quality.Fault;
        if (reason is not null)
        {
            seen.Dispose();
            return false;
        }

        view = seen;
        return true;
    }
}
