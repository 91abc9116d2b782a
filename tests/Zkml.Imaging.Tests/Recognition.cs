namespace Zkml.Imaging.Tests;

public sealed class Recognition
{
    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    public void Captures_of_one_synthetic_eye_match_and_of_two_do_not(int width)
    {
        var codes = new Code[4, 3];
        foreach ((int identity, int capture) in from i in Enumerable.Range(0, 4) from c in Enumerable.Range(0, 3) select (i, c))
        {
            using GreyImage eye = SyntheticCapture.Read(identity, capture).Eye();
            Assert.True(new IrisCamera(width).TrySee(eye, out IrisView? view, out string? reason), reason);
            codes[identity, capture] = new Code(view.Iris);
            view.Dispose();
        }

        for (int identity = 0; identity < 4; identity++)
        {
            Assert.InRange(codes[identity, 0].DistanceTo(codes[identity, 1]), 0, 0.2);
            Assert.InRange(codes[identity, 0].DistanceTo(codes[identity, 2]), 0, Code.MatchThreshold);
            for (int other = 0; other < identity; other++)
            {
                Assert.InRange(codes[identity, 0].DistanceTo(codes[other, 0]), 0.4, 0.5);
            }
        }
    }

    [Fact]
    public void A_real_eye_has_about_the_code_that_open_iris_gives_it()
    {
        using GreyImage eye = Golden.Eye(), noise = Golden.Noise();
        IrisContours contours = Golden.Contours();
        using NormalisedIris golden = RubberSheet.Unroll(eye, noise, contours, new PolygonMoments(contours.Eyeball).Orientation);

        Assert.True(new IrisCamera(512).TrySee(eye, out IrisView? view, out string? reason), reason);

        Assert.InRange(new Code(golden).DistanceTo(new Code(view.Iris)), 0, Code.MatchThreshold);
        view.Dispose();
    }
}
