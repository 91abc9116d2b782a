namespace Zkml.Imaging;

/// <summary>Limits are those of open-iris 1.11; what is "good", and the score between, is ours.</summary>
public static class QualityLimits
{
    /// <summary>The default of the node; the pipeline of 1.11.2 is content with 50.</summary>
    public const double MinIrisDiameter = 150;

    public const double MinDiameterRatio = 0.1, MaxDiameterRatio = 0.7, MaxCenterDistRatio = 0.9;

    public const double MinOcclusion90 = 0.25, MinOcclusion30 = 0.3;

    public const double MinSharpness = 461;

    private const double GoodIrisDiameter = 200, GoodOcclusion90 = 0.9, GoodOcclusion30 = 0.9, GoodSharpness = 700;

    private const double GoodMinDiameterRatio = 0.2, GoodMaxDiameterRatio = 0.6, GoodCenterDistRatio = 0.1;

    /// <summary>Points of a measure that is just at its limit.</summary>
    private const double AtLimit = 50;

    internal static string? Fault(CaptureQuality q) =>
        q.IrisDiameter < MinIrisDiameter ? Sentence("The iris is too small", q.IrisDiameter, "0", MinIrisDiameter)
        : q.PupilToIrisDiameterRatio < MinDiameterRatio ? Sentence("The pupil is too narrow", q.PupilToIrisDiameterRatio, "0.00", MinDiameterRatio)
        : q.PupilToIrisDiameterRatio > MaxDiameterRatio ? Sentence("The pupil is too wide", q.PupilToIrisDiameterRatio, "0.00", MaxDiameterRatio)
        : q.PupilToIrisCenterDistRatio > MaxCenterDistRatio ? Sentence("The pupil is not inside the iris", q.PupilToIrisCenterDistRatio, "0.00", MaxCenterDistRatio)
        : q.Occlusion90 < MinOcclusion90 ? Sentence("Too little of the iris is seen", q.Occlusion90, "0.00", MinOcclusion90)
        : q.Occlusion30 < MinOcclusion30 ? Sentence("Too little of the sides of the iris is seen", q.Occlusion30, "0.00", MinOcclusion30)
        : q.SharpnessScore < MinSharpness ? Sentence("The iris is not sharp", q.SharpnessScore, "0", MinSharpness)
        : null;

    internal static int Score(CaptureQuality q)
    {
        ReadOnlySpan<double> points =
        [
            Points(q.IrisDiameter, MinIrisDiameter, GoodIrisDiameter),
            Points(q.PupilToIrisDiameterRatio, MinDiameterRatio, GoodMinDiameterRatio),
            Points(q.PupilToIrisDiameterRatio, MaxDiameterRatio, GoodMaxDiameterRatio),
            Points(q.PupilToIrisCenterDistRatio, MaxCenterDistRatio, GoodCenterDistRatio),
            Points(q.Occlusion90, MinOcclusion90, GoodOcclusion90),
            Points(q.Occlusion30, MinOcclusion30, GoodOcclusion30),
            Points(q.SharpnessScore, MinSharpness, GoodSharpness),
        ];
        double worst = 100;
        foreach (double value in points)
        {
            worst = Math.Min(worst, value);
        }

        return (int)Math.Floor(worst);
    }

    private static double Points(double value, double limit, double good) => Math.Clamp(AtLimit + (100 - AtLimit) * (value - limit) / (good - limit), 0, 100);

    private static string Sentence(string fault, double value, string format, double limit) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{fault}: {value.ToString(format, System.Globalization.CultureInfo.InvariantCulture)}, the limit is {limit}.");
}
