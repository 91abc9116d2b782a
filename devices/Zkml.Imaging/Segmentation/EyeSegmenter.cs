using System.Diagnostics.CodeAnalysis;

namespace Zkml.Imaging;

/// <summary>
/// Daugman's segmentation of an infrared image of one upright eye: pupil, limbus, eyelids, then reflections and lashes. Each search needs the
/// one before it.
/// </summary>
public static class EyeSegmenter
{
    /// <summary>The coarsest search needs so many pixels, and six radii of the largest iris must fit into a mask.</summary>
    public const int MinSide = 200, MaxSide = 1280;

    /// <summary>Grey levels from inside to outside, on the weakest side: below them a circle is an accident. The real capture of open-iris has 23 and 29.</summary>
    private const double MinPupilContrast = 12, MinLimbusContrast = 12;

    /// <summary>False, with a sentence, when no iris is in the image.</summary>
    public static bool TrySegment(GreyImage eye, [NotNullWhen(true)] out EyeSegmentation? segmentation, [NotNullWhen(false)] out string? reason)
    {
        segmentation = null;
        if (Math.Min(eye.Width, eye.Height) < MinSide || Math.Max(eye.Width, eye.Height) > MaxSide)
        {
            reason = $"An image of an eye has {MinSide} to {MaxSide} pixels each way.";
            return false;
        }

        using Field smooth = Field.Smooth(eye, 1);
        Circle pupil = PupilSearch.Find(eye, smooth), limbus = LimbusSearch.Find(smooth, pupil);
        reason = PupilSearch.Contrast(smooth, pupil) < MinPupilContrast ? "No pupil was found."
            : LimbusSearch.Contrast(smooth, limbus) < MinLimbusContrast ? "No border of an iris was found around the pupil."
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
