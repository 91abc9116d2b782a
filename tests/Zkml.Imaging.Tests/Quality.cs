using System.Text.Json;

namespace Zkml.Imaging.Tests;

public sealed class Quality
{
    private static readonly CaptureQuality Good = new()
    {
        IrisDiameter = 240,
        PupilToIrisDiameterRatio = 0.45,
        PupilToIrisCenterDistRatio = 0.03,
        Occlusion90 = 0.95,
        Occlusion30 = 0.97,
        SharpnessScore = 800,
    };

    public static TheoryData<CaptureQuality, string> Faults => new()
    {
        { Good with { IrisDiameter = 149 }, "The iris is too small: 149, the limit is 150." },
        { Good with { PupilToIrisDiameterRatio = 0.09 }, "The pupil is too narrow: 0.09, the limit is 0.1." },
        { Good with { PupilToIrisDiameterRatio = 0.71 }, "The pupil is too wide: 0.71, the limit is 0.7." },
        { Good with { PupilToIrisCenterDistRatio = 0.95 }, "The pupil is not inside the iris: 0.95, the limit is 0.9." },
        { Good with { Occlusion90 = 0.2 }, "Too little of the iris is seen: 0.20, the limit is 0.25." },
        { Good with { Occlusion30 = 0.2 }, "Too little of the sides of the iris is seen: 0.20, the limit is 0.3." },
        { Good with { SharpnessScore = 300 }, "The iris is not sharp: 300, the limit is 461." },
    };

    [Fact]
    public void A_real_eye_measures_about_what_an_earlier_open_iris_published_of_it()
    {
        using JsonDocument document = JsonDocument.Parse(Golden.Bytes("upstream_expected_orb_metadata.json"));
        JsonElement expected = document.RootElement, ratios = expected.GetProperty("pupil_to_iris_property");
        using GreyImage eye = Golden.Eye(), noise = Golden.Noise();
        IrisContours contours = Golden.Contours();
        double orientation = expected.GetProperty("eye_orientation").GetDouble();
        using NormalisedIris iris = RubberSheet.Unroll(eye, noise, contours, orientation);

        CaptureQuality quality = QualityMeter.Measure(contours, noise, orientation, iris);

        // Version 1.9.7 drew the contours up to three pixels elsewhere than those that are used here.
        Assert.Equal(ratios.GetProperty("pupil_to_iris_diameter_ratio").GetDouble(), quality.PupilToIrisDiameterRatio, 0.002);
        Assert.Equal(ratios.GetProperty("pupil_to_iris_center_dist_ratio").GetDouble(), quality.PupilToIrisCenterDistRatio, 0.002);
        Assert.Equal(expected.GetProperty("occlusion90").GetDouble(), quality.Occlusion90, 0.02);
        Assert.Equal(expected.GetProperty("occlusion30").GetDouble(), quality.Occlusion30, 0.005);
        Assert.Equal(expected.GetProperty("sharpness_score").GetDouble(), quality.SharpnessScore, 25.0);
        Assert.Null(quality.Fault);
    }

    /// <summary>
    /// Of A·cos(ωx) the Laplacian with aperture 11 is 2^10 · 2^10 · cos^8(ω/2) · sin²(ω/2) · A·cos(ωx), up to its sign: binomial kernels have this
    /// response. Half periods fill the width, so that the mirrored border goes on with the wave.
    /// </summary>
    [Theory]
    [InlineData(512, 60)]
    [InlineData(512, 90)]
    [InlineData(1024, 60)]
    public void Sharpness_of_a_wave_is_what_its_formula_says(int width, int halfPeriods)
    {
        const int Amplitude = 100;
        using var iris = new NormalisedIris(width);
        double omega = Math.PI * halfPeriods / 511;
        for (int i = 0; i < iris.Pixels.Pixels.Length; i++)
        {
            iris.Pixels.Pixels[i] = (byte)Math.Round(127 + Amplitude * Math.Cos(omega * (i % width) * 512 / width));
            iris.Mask.Pixels[i] = 1;
        }

        double expected = (1 << 20) * Math.Pow(Math.Cos(omega / 2), 8) * Math.Pow(Math.Sin(omega / 2), 2) * Amplitude / 255 / Math.Sqrt(2);

        Assert.Equal(1, Sharpness.Of(iris) / expected, 0.01);
    }

    [Fact]
    public void Sharpness_ignores_what_is_near_a_masked_pixel()
    {
        using var iris = new NormalisedIris(512);
        iris.Mask.Pixels.Fill(1);
        iris.Pixels[100, 60] = byte.MaxValue;
        iris.Mask[100, 60] = 0;

        Assert.Equal(0, Sharpness.Of(iris));
        iris.Mask[100, 60] = 1;
        Assert.True(Sharpness.Of(iris) > 0);
        iris.Mask.Pixels.Clear();
        Assert.Equal(0, Sharpness.Of(iris));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Each_limit_has_its_sentence_and_brings_the_score_below_that_of_the_limit(CaptureQuality quality, string sentence)
    {
        Assert.Equal(sentence, quality.Fault);
        Assert.InRange(quality.Score, 0, 49);
    }

    [Fact]
    public void A_good_capture_has_no_fault_and_all_points()
    {
        Assert.Null(Good.Fault);
        Assert.Equal(100, Good.Score);
        Assert.Equal(50, (Good with { SharpnessScore = QualityLimits.MinSharpness }).Score);
    }
}
