using System.Text.Json;
using CsCheck;
using Zkml.Imaging;
using Zkml.Models.Iris;

namespace Zkml.Statements.Tests.Iris;

/// <summary>The integers of the rule against published masks, and against the real numbers they stand for.</summary>
public sealed class TheOpenIrisMask
{
    [Fact]
    public void Is_the_published_one_bit_for_bit()
    {
        byte[] published = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_mask_code.u8"));
        byte[] pixels = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_norm_image.u8"));
        byte[] bits = Bits(pixels, File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_norm_mask.u8")));
        for (int bit = 0; bit < published.Length; bit++)
        {
            int column = bit % 256, row = bit / 256 % 16, kind = bit / 4096;
            Assert.Equal(published[bit], bits[(column * 4 + kind) * 16 + row]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Is_that_of_open_iris_for_synthetic_eyes(int identity)
    {
        string name = $"id{identity}_cap0";
        byte[] bits = Bits(Image(name + ".norm.png"), Image(name + ".normmask.png"));
        using var file = JsonDocument.Parse(File.ReadAllText(SharedData.Require("images", "iris", "synthetic", name + ".json")));
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            byte[] packed = Convert.FromHexString(file.RootElement.GetProperty("codes")[filter].GetProperty("mask_hex").GetString()!);
            for (int place = 0; place < ProbeGrid.Bits / ProbeGrid.Filters; place++)
            {
                int part = place % 2, column = place / 2 % 256, row = place / 512;
                Assert.Equal((packed[place / 8] >> (7 - place % 8)) & 1, bits[((column * 2 + filter) * 2 + part) * 16 + row]);
            }
        }
    }

    [Fact]
    public void Has_fractions_and_scales_close_to_the_real_numbers()
    {
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            MaskLimits limits = MaskLimits.All[filter];
            double ratio = MaskLimits.NormRatio(GaborKernel.All[filter]), tangent = Math.Tan(5 * Math.PI / 180);
            Assert.Equal(1, Value(limits.Tangent(0)) / (tangent * ratio), 1.0 / (1 << 23));
            Assert.Equal(1, Value(limits.Tangent(1)) * ratio / tangent, 1.0 / (1 << 23));
            Assert.InRange(Math.Max(limits.Tangent(0).Denominator, limits.Tangent(1).Denominator), 1, 15_000);
            Assert.Equal(1 + (double)limits.ImaginaryExcess / (1 << 28), ratio, 1.0 / (1 << 28));
        }
    }

    [Fact]
    public void Decides_as_the_real_numbers_do_but_for_responses_within_a_rounding_of_a_limit() => Gen.Select(
        Gen.Int[0, 1], Gen.Int[0, 15], Gen.Double[-0.4, 0.4], Gen.Double[-Math.PI, Math.PI]).Sample((filter, row, size, angle) =>
        {
            GaborKernel kernel = GaborKernel.All[filter];
            double real = Scale(kernel, row, 0), imaginary = Scale(kernel, row, 1);
            int x = (int)(size * Math.Cos(angle) * real), y = (int)(size * Math.Sin(angle) * imaginary);
            double a = x / real, b = y / imaginary, rho = Math.Sqrt(a * a + b * b), tangent = Math.Tan(5 * Math.PI / 180);
            const double Near = 1e-6;
            bool near = Math.Abs(rho - 0.0001) < Near || Math.Abs(rho - 0.275) < Near;
            Assert.True(near || OpenIrisMask.IsInRange(filter, row, x, y) == rho is >= 0.0001 and <= 0.275);
            Assert.True(Math.Abs(Math.Abs(a) - tangent * Math.Abs(b)) < Near || OpenIrisMask.TangentMargin(filter, 0, x, y) >= 0 == Math.Abs(b) * tangent <= Math.Abs(a));
            Assert.True(Math.Abs(Math.Abs(b) - tangent * Math.Abs(a)) < Near || OpenIrisMask.TangentMargin(filter, 1, y, x) >= 0 == Math.Abs(a) * tangent <= Math.Abs(b));
        });

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    public void Weighs_valid_pixels_by_the_kernel(int width)
    {
        byte[] mask = [.. IrisCase.Noise(128 * width, 4).Select(b => b < 230 ? (byte)1 : (byte)0)];
        int[] margins = IrisCode.WeightMargins(mask, width);
        var random = new Random(2);
        for (int sample = 0; sample < 1000; sample++)
        {
            int j = random.Next(256), filter = random.Next(2), part = random.Next(2), i = random.Next(16);
            GaborKernel kernel = GaborKernel.All[filter];
            ProbeWindow window = ProbeGrid.Window(i);
            long valid = 0, all = 0;
            for (int a = 0; a < window.Count; a++)
            {
                for (int b = 0; b < kernel.Columns; b++)
                {
                    int weight = Math.Abs(kernel[part, window.KernelTop + a, b]);
                    all += weight;
                    valid += mask[(window.Top + a) * width + (j * (width / 256) - kernel.Columns / 2 + b + width) % width] * weight;
                }
            }

            int margin = margins[((j * 2 + filter) * 2 + part) * 16 + i];
            Assert.Equal(100 * valid >= 93 * all, margin >= 0);
            Assert.Equal(100 * (valid - margin) - 93 * all, Math.Clamp(100 * (valid - margin) - 93 * all, 0, 99));
        }
    }

    private static byte[] Bits(byte[] pixels, byte[] mask) => OpenIrisMask.Bits(
        IrisCode.Responses(pixels, 512), IrisCode.WeightMargins([.. mask.Select(b => b == 0 ? (byte)0 : (byte)1)], 512));

    private static byte[] Image(string name)
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("images", "iris", "synthetic", name));
        Assert.True(new SkiaImageCodec().TryDecodeGrey(file, out GreyImage? image, out string? reason), reason);
        return image.Pixels.ToArray();
    }

    private static double Value((int Numerator, int Denominator) fraction) => (double)fraction.Numerator / fraction.Denominator;

    /// <summary>n·P·‖K‖.</summary>
    private static double Scale(GaborKernel kernel, int row, int part) => ProbeGrid.Window(row).Count * kernel.Columns * Math.Sqrt(
        Enumerable.Range(0, 21 * kernel.Columns).Sum(c => Math.Pow(kernel[part, c / kernel.Columns, c % kernel.Columns], 2)));
}
