using System.Security.Cryptography;
using CsCheck;

namespace Zkml.Imaging.Tests;

public sealed class SyntheticEyes
{
    [Fact]
    public void An_eye_is_the_same_bytes_everywhere()
    {
        using GreyImage eye = new SyntheticEye(1, 2).Draw();

        Assert.Equal("7cf307319510c2c478ac449c5ad8def1b47266a2c34b9b87a2a77d7250f37519", Convert.ToHexStringLower(SHA256.HashData(eye.Pixels)));
    }

    [Fact]
    public void Every_eye_is_found_where_it_is() => Gen.Select(Gen.ULong, Gen.ULong).Sample((identity, capture) =>
    {
        var eye = new SyntheticEye(identity, capture);
        using GreyImage image = eye.Draw();

        Assert.True(EyeSegmenter.TrySegment(image, out EyeSegmentation? found, out string? reason), reason);

        Assert.InRange(found.Geometry.Pupil.DistanceTo(eye.Geometry.Pupil), 0, 1);
        Assert.InRange(found.Geometry.Limbus.DistanceTo(eye.Geometry.Limbus), 0, 1.5);
        Assert.Equal(eye.Geometry.Pupil.Radius, found.Geometry.Pupil.Radius, 1.0);
        Assert.Equal(eye.Geometry.Limbus.Radius, found.Geometry.Limbus.Radius, 1.5);
        found.Dispose();
    }, iter: 12);

    [Fact]
    public void Two_captures_of_one_eye_match_and_eyes_are_independent()
    {
        const int Eyes = 6;
        Code[] first = [.. Enumerable.Range(1, Eyes).Select(identity => See(new SyntheticEye((ulong)identity, 1)))];
        Code[] second = [.. Enumerable.Range(1, Eyes).Select(identity => See(new SyntheticEye((ulong)identity, 2)))];

        for (int i = 0; i < Eyes; i++)
        {
            for (int j = 0; j < Eyes; j++)
            {
                // The least of 31 distances around one half is a little below it.
                Assert.InRange(first[i].DistanceTo(second[j]), i == j ? 0 : 0.42, i == j ? 0.2 : 0.5);
            }
        }
    }

    [Fact]
    public void An_eye_out_of_focus_or_closed_is_refused_and_a_tired_one_scores_less()
    {
        var eye = new SyntheticEye(1, 2);

        Assert.StartsWith("The iris is not sharp: ", Refusal(eye with { Defocus = 9 }), StringComparison.Ordinal);
        Assert.EndsWith(".", Refusal(eye with { Openness = 0 }), StringComparison.Ordinal);
        Assert.True(ScoreOf(eye with { Openness = 0.6 }) < ScoreOf(eye));
    }

    private static Code See(SyntheticEye eye)
    {
        using IrisView view = View(eye);
        return new Code(view.Iris);
    }

    private static int ScoreOf(SyntheticEye eye)
    {
        using IrisView view = View(eye);
        return view.Quality.Score;
    }

    private static IrisView View(SyntheticEye eye)
    {
        using GreyImage image = eye.Draw();
        Assert.True(new IrisCamera(512).TrySee(image, out IrisView? view, out string? reason), reason);
        return view;
    }

    private static string Refusal(SyntheticEye eye)
    {
        using GreyImage image = eye.Draw();
        Assert.False(new IrisCamera(512).TrySee(image, out _, out string? reason));
        return reason;
    }
}
