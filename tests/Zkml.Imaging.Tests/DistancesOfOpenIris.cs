using System.Text.Json;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;

namespace Zkml.Imaging.Tests;

/// <summary>From the pixels of twelve captures, with the geometry that open-iris was given, to the 66 distances that it found between them.</summary>
public sealed class DistancesOfOpenIris
{
    /// <summary>Contours in the files are rounded to three decimals, so a few pixels of a mask differ (see <see cref="RubberSheets"/>).</summary>
    private const double Tolerance = 5e-4;

    [Fact]
    public void Are_ours_from_the_captures()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("images", "iris", "synthetic", "hamming.json")));
        Dictionary<string, IrisTemplate> templates = SyntheticCapture.All.Select(row => SyntheticCapture.Read(row.Data.Item1, row.Data.Item2)).ToDictionary(c => c.Name, Template);
        foreach (JsonProperty pair in document.RootElement.GetProperty("hd").EnumerateObject())
        {
            string[] names = pair.Name.Split('|');
            using var matcher = new IrisMatcher(templates[names[1]]);
            Assert.Equal(pair.Value.GetDouble(), matcher.NormalisedDistance(templates[names[0]]), Tolerance);
        }
    }

    private static IrisTemplate Template(SyntheticCapture capture)
    {
        using GreyImage eye = capture.Eye(), noise = capture.Image("noisemask.png");
        var contours = new IrisContours(capture.UsedPupil.Contour(512), capture.UsedLimbus.Contour(512), capture.Eyeball);
        using NormalisedIris iris = RubberSheet.Unroll(eye, noise, contours, new PolygonMoments(contours.Eyeball).Orientation);
        return IrisCode.Template(iris.Pixels.Pixels, iris.Mask.Pixels, 512, MaskRule.OpenIris);
    }
}
