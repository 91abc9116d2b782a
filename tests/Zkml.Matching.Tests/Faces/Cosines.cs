using System.Text.Json;
using Zkml.Matching.Faces;

namespace Zkml.Matching.Tests.Faces;

public sealed class Cosines
{
    [Theory]
    [InlineData(new[] { 3, 4 }, new[] { 5, 0 }, 600, true)]
    [InlineData(new[] { 3, 4 }, new[] { 5, 0 }, 601, false)]
    [InlineData(new[] { 75, 100 }, new[] { 125, -1 }, 600, false)]
    [InlineData(new[] { -128, -128 }, new[] { -128, -128 }, 1000, true)]
    [InlineData(new[] { 1, 2 }, new[] { -1, -2 }, 1, false)]
    [InlineData(new[] { 0, 0 }, new[] { 0, 0 }, 1, false)]
    public void Are_compared_with_a_threshold_exactly(int[] a, int[] b, int perMille, bool expected)
    {
        Assert.Equal(expected, new CosineRule(perMille).Matches(a, b));
        Assert.Equal(expected, new CosineRule(perMille).Matches(b, a));
    }

    /// <summary>What the default rests on: 9 people who do not exist, two or three pictures each, an 8-bit MobileFaceNet of 512 values.</summary>
    [Fact]
    public void At_the_default_match_no_two_people_and_all_but_one_pair_of_pictures_of_one()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Require("images", "faces", "golden.json")));
        (string Identity, int[] Values)[] faces = [.. golden.RootElement.GetProperty("images").EnumerateObject().Select(image => (
            image.Value.GetProperty("identity").GetString()!, image.Value.GetProperty("espdl_mfn_embedding_q").EnumerateArray().Select(v => v.GetInt32()).ToArray()))];
        var rule = new CosineRule();
        (bool Same, bool Match)[] pairs = [.. faces.SelectMany((a, i) => faces.Skip(i + 1).Select(b => (a.Identity == b.Identity, rule.Matches(a.Values, b.Values))))];

        Assert.Equal((234, 0), (pairs.Count(p => !p.Same), pairs.Count(p => !p.Same && p.Match)));
        Assert.Equal((19, 18), (pairs.Count(p => p.Same), pairs.Count(p => p.Same && p.Match)));
    }
}
