using CsCheck;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Runtime.Iris;

namespace Zkml.Runtime.Tests;

/// <summary>The files in ONNX Runtime against the plain integers, bit for bit.</summary>
public sealed class IrisModels
{
    [Theory]
    [MemberData(nameof(ModelFiles.All), MemberType = typeof(ModelFiles))]
    public void Give_the_template_of_the_definition_on_noise_and_on_extremes(int width, MaskRule rule)
    {
        using IrisModelRunner runner = IrisModelRunner.Open(width, rule);
        foreach ((byte[] pixels, byte[] mask) in IrisImages.Extremes(width).Append(IrisImages.OnTheEdge(width)))
        {
            Check(runner, width, pixels, mask);
        }

        Gen.Int.Sample(seed =>
        {
            (byte[] pixels, byte[] mask) = IrisImages.Noise(width, seed);
            Check(runner, width, pixels, mask);
        }, iter: 5, threads: 1);
    }

    [Fact]
    public void Give_the_published_code_of_a_real_eye()
    {
        using IrisModelRunner runner = IrisModelRunner.Open(512, MaskRule.Simple);
        byte[] pixels = Vector("a_norm_image.u8"), mask = Vector("a_norm_mask.u8"), code = Vector("a_code.u8");
        using IrisTemplate template = runner.Run(pixels, [.. mask.Select(m => (byte)(m == 0 ? 0 : 1))]);
        for (int bit = 0; bit < IrisTemplate.Bits; bit++)
        {
            // The vectors are filter, part, row, column.
            Assert.Equal(code[bit % 4 * IrisTemplate.Rows * IrisTemplate.Columns + bit / 4], template.Code(bit));
        }
    }

    /// <summary>Optimised too: the runtime may join nodes, but sums of integers stay what they are.</summary>
    [Fact]
    public void Give_the_same_with_the_optimisations_of_the_runtime()
    {
        using OnnxSession session = OnnxSession.Open(IrisModelRunner.File(512, MaskRule.Simple), optimised: true);
        using IrisModelRunner runner = IrisModelRunner.Open(512, MaskRule.Simple);
        (byte[] pixels, byte[] mask) = IrisImages.Noise(512, 3);
        using IrisTemplate template = runner.Run(pixels, mask);
        int[] code = session.Run(new Dictionary<string, RuntimeTensor> { ["image"] = RuntimeTensor.Of(pixels, 128, 512), ["mask"] = RuntimeTensor.Of(mask, 128, 512) })[0].ToIntegers();
        Assert.Equal(Enumerable.Range(0, IrisTemplate.Bits).Select(template.Code), code);
    }

    [Fact]
    public void Take_images_of_their_width_only()
    {
        using IrisModelRunner runner = IrisModelRunner.Open(512, MaskRule.Simple);
        (byte[] pixels, byte[] mask) = IrisImages.Noise(1024, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => runner.Run(pixels, mask));
    }

    private static void Check(IrisModelRunner runner, int width, byte[] pixels, byte[] mask)
    {
        using IrisTemplate expected = IrisCode.Template(pixels, mask, width), actual = runner.Run(pixels, mask);
        Assert.Equal(IrisTemplateJson.Write(expected), IrisTemplateJson.Write(actual));
    }

    private static byte[] Vector(string name) => File.ReadAllBytes(SharedData.Require("vectors", "iris", name));
}
