using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;

namespace Zkml.Statements.Tests.Iris;

/// <summary>The fast plain functions against their definitions, written out once more and slowly.</summary>
public sealed class ThePlainIrisCode
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Has_the_published_kernels(int filter)
    {
        byte[] published = File.ReadAllBytes(SharedData.Require("vectors", "iris", $"kernel{filter}.i32"));
        GaborKernel kernel = GaborKernel.All[filter];
        int cells = GaborKernel.Rows * kernel.Columns;
        for (int i = 0; i < 2 * cells; i++)
        {
            Assert.Equal(BitConverter.ToInt32(published, 4 * i), kernel[i / cells, i % cells / kernel.Columns, i % kernel.Columns]);
        }
    }

    [Fact]
    public void Crops_windows_at_the_border_as_published()
    {
        Assert.Equal(new ProbeWindow(0, 11, 5), ProbeGrid.Window(0));
        Assert.Equal(new ProbeWindow(0, 19, 1), ProbeGrid.Window(1));
        Assert.Equal(new ProbeWindow(6, 21, 0), ProbeGrid.Window(2));
        Assert.Equal(new ProbeWindow(102, 21, 0), ProbeGrid.Window(14));
        Assert.Equal(new ProbeWindow(110, 17, 2), ProbeGrid.Window(15));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    public void Is_the_sum_over_each_window(int width)
    {
        byte[] pixels = IrisCase.Noise(128 * width, 3);
        byte[] mask = [.. IrisCase.Noise(128 * width, 4).Select(b => b < 230 ? (byte)1 : (byte)0)];
        int[] responses = IrisCode.Responses(pixels, width), margins = IrisCode.MaskMargins(mask, width);
        var random = new Random(1);
        for (int sample = 0; sample < 2000; sample++)
        {
            int j = random.Next(256), filter = random.Next(2), part = random.Next(2), i = random.Next(16);
            GaborKernel kernel = GaborKernel.All[filter];
            ProbeWindow window = ProbeGrid.Window(i);
            long dot = 0, valid = 0;
            for (int a = 0; a < window.Count; a++)
            {
                for (int b = 0; b < kernel.Columns; b++)
                {
                    int place = (window.Top + a) * width + (j * (width / 256) - kernel.Columns / 2 + b + width) % width;
                    dot += pixels[place] * kernel[part, window.KernelTop + a, b];
                    valid += mask[place];
                }
            }

            Assert.Equal(dot, responses[((j * 2 + filter) * 2 + part) * 16 + i]);
            Assert.Equal(10 * valid - 9 * window.Count * kernel.Columns, margins[(j * 2 + filter) * 16 + i]);
        }
    }

    [Fact]
    public void Commits_to_every_bit_and_hides_behind_the_blinding()
    {
        byte[] code = [.. IrisCase.Noise(IrisTemplate.Bits, 5).Select(b => (byte)(b & 1))], mask = [.. IrisCase.Noise(IrisTemplate.Bits, 6).Select(b => (byte)(b & 1))];
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        KoalaBear[] commitment = Commit();
        Assert.Equal(commitment, Commit());
        foreach (int bit in (int[])[0, 1, 23, 24, 1023, 1024, 9000, 16_383])
        {
            foreach (byte[] bits in (byte[][])[code, mask])
            {
                bits[bit] ^= 1;
                Assert.NotEqual(commitment, Commit());
                bits[bit] ^= 1;
            }
        }

        blinding = Poseidon2Commitment.RandomBlinding();
        Assert.NotEqual(commitment, Commit());

        KoalaBear[] Commit()
        {
            using IrisTemplate template = IrisTemplate.OfBits(code, mask);
            return TemplateCommitment.Commit(template, blinding);
        }
    }
}
