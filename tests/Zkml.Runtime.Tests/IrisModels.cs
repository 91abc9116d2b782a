using System.Text.Json;
using CsCheck;
using Zkml.Imaging;
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
            Check(runner, width, rule, pixels, mask);
        }

        Gen.Int.Sample(seed =>
        {
            (byte[] pixels, byte[] mask) = IrisImages.Noise(width, seed);
            Check(runner, width, rule, pixels, mask);
        }, iter: 5, threads: 1);
    }

    [Fact]
    public void Give_the_file_that_open_iris_wrote_for_a_real_eye()
    {
        using IrisModelRunner runner = IrisModelRunner.Open(512, MaskRule.OpenIris);
        byte[] mask = [.. Vector("a_norm_mask.u8").Select(m => (byte)(m == 0 ? 0 : 1))];
        using IrisTemplate template = runner.Run(Vector("a_norm_image.u8"), mask);
        Assert.Equal(Vector("a_template.json"), IrisTemplateJson.Write(template));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Give_the_bits_of_open_iris_for_synthetic_eyes(int identity)
    {
        using IrisModelRunner runner = IrisModelRunner.Open(512, MaskRule.OpenIris);
        byte[] mask = [.. Synthetic($"id{identity}_cap0.normmask.png").Select(m => (byte)(m == 0 ? 0 : 1))];
        using IrisTemplate template = runner.Run(Synthetic($"id{identity}_cap0.norm.png"), mask);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("images", "iris", "synthetic", $"id{identity}_cap0.json")));
        JsonElement[] filters = [.. document.RootElement.GetProperty("codes").EnumerateArray()];
        for (int filter = 0; filter < filters.Length; filter++)
        {
            byte[] code = Convert.FromHexString(filters[filter].GetProperty("bits_hex").GetString()!);
            byte[] codeMask = Convert.FromHexString(filters[filter].GetProperty("mask_hex").GetString()!);
            for (int place = 0; place < IrisTemplate.Bits / 2; place++)
            {
                // The file's bits are row, column and part.
                int bit = place / 2 * 4 + filter * 2 + place % 2;
                Assert.Equal(code[place / 8] >> (7 - place % 8) & 1, template.Code(bit));
                Assert.Equal(codeMask[place / 8] >> (7 - place % 8) & 1, template.Mask(bit));
            }
        }
    }

    /// <summary>Optimised too: the runtime may join nodes, but sums of integers stay what they are.</summary>
    [Fact]
    public void Give_the_same_with_the_optimisations_of_the_runtime()
    {
        using OnnxSession session = OnnxSession.Open(IrisModel.File(512, MaskRule.Simple), optimised: true);
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

    private static void Check(IrisModelRunner runner, int width, MaskRule rule, byte[] pixels, byte[] mask)
    {
        using IrisTemplate expected = IrisCode.Template(pixels, mask, width, rule), actual = runner.Run(pixels, mask);
        Assert.Equal(IrisTemplateJson.Write(expected), IrisTemplateJson.Write(actual));
    }

    private static byte[] Synthetic(string name)
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("images", "iris", "synthetic", name));
        Assert.True(new SkiaImageCodec().TryDecodeGrey(file, out GreyImage? image, out string? reason), reason);
        return image.Pixels.ToArray();
    }

    private static byte[] Vector(string name) => File.ReadAllBytes(SharedData.Require("vectors", "iris", name));
}
