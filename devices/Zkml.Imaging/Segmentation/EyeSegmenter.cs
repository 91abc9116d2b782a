using System.Diagnostics.CodeAnalysis;

namespace Zkml.Imaging;

/// <summary>
/// Daugman's segmentation of an infrared image of one upright eye: pupil, limbus, eyelids, then reflections and lashes. Each search needs the
/// one before it.
/// </summary>
public static class EyeSegmenter
{
    /// <summary>Of the shorter side. The coarsest search needs it.</summary>
    public const int MinSide = 200;

    /// <summary>Grey levels from inside to outside below which a circle is an accident.</summary>
    private const double MinPupilContrast = 8, MinLimbusContrast = 8;

    private static readonly Arc Ring = Arc.Full(96), Sides = Arc.Sides(48, 35, 45);

    /// <summary>False, with a sentence, when no iris is in the image.</summary>
    public static bool TrySegment(GreyImage eye, [NotNullWhen(true)] out EyeSegmentation? segmentation, [NotNullWhen(false)] out string? reason)
    {
        segmentation = null;
        if (Math.Min(eye.Width, eye.Height) < MinSide)
        {
            reason = $"An image of an eye has at least {MinSide} pixels each way.";
            return false;
        }

        using Field smooth = Field.Smooth(eye, 1);
        Circle pupil = PupilSearch.Find(eye, smooth), limbus = LimbusSearch.Find(smooth, pupil);
        reason = new CircleSearch(smooth, Ring, 3).Contrast(pupil) < MinPupilContrast ? "No pupil was found."
            : new CircleSearch(smooth, Sides, 5).Contrast(limbus) < MinLimbusContrast ? "No border of an iris was found around the pupil."
            : null;
        if (reason is not null)
        {
            return false;
        }

        var lids = new EyelidSearch(smooth, pupil, limbus);
        var geometry = new EyeGeometry(pupil, limbus, lids.Upper(), lids.Lower());
        segmentation = new EyeSegmentation(geometry, NoiseSearch.Find(eye, geometry));
        return true;
    }
}
