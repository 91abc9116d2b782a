using System.Numerics;
using System.Text.Json;

namespace Zkml.Imaging.Tests;

/// <summary>A capture of images/iris/synthetic with its true geometry, and the geometry that its normalised image was made with.</summary>
internal sealed record SyntheticCapture(string Name, Circle Pupil, Circle Limbus, Circle UsedPupil, Circle UsedLimbus, Vector2[] Eyeball)
{
    /// <summary>Four identities, three captures each; the third is blurred and noisy.</summary>
    public static TheoryData<int, int> All => [.. from identity in Enumerable.Range(0, 4) from capture in Enumerable.Range(0, 3) select (identity, capture)];

    public static SyntheticCapture Read(int identity, int capture)
    {
        string name = $"id{identity}_cap{capture}";
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf($"{name}.json")));
        JsonElement root = document.RootElement, truth = root.GetProperty("true");
        Vector2[] eyeball = [.. root.GetProperty("eyeball_polygon").EnumerateArray().Select(p => new Vector2(p[0].GetSingle(), p[1].GetSingle()))];
        return new SyntheticCapture(
            name, Read(truth.GetProperty("pupil")), Read(truth.GetProperty("iris")), Read(root.GetProperty("pupil_xyr")), Read(root.GetProperty("iris_xyr")), eyeball);
    }

    public GreyImage Eye() => Image("png");

    /// <param name="kind">noisemask.png, norm.png, …</param>
    public GreyImage Image(string kind)
    {
        Assert.True(new SkiaImageCodec().TryDecodeGrey(File.ReadAllBytes(PathOf($"{Name}.{kind}")), out GreyImage? image, out string? reason), reason);
        return image;
    }

    private static Circle Read(JsonElement xyr) => new(xyr[0].GetDouble(), xyr[1].GetDouble(), xyr[2].GetDouble());

    private static string PathOf(string file) => SharedData.Require("images", "iris", "synthetic", file);
}
