namespace Zkml.Runtime.Tests;

/// <summary>Images with their masks: noise, and those that make responses as great as they can be, or zero.</summary>
internal static class IrisImages
{
    public static (byte[] Pixels, byte[] Mask) Noise(int width, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[128 * width], mask = new byte[pixels.Length];
        random.NextBytes(pixels);
        double hidden = random.NextDouble() / 5;
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = random.NextDouble() < hidden ? (byte)0 : (byte)1;
        }

        return (pixels, mask);
    }

    /// <summary>Black, white, and black and white stripes of the filters' wave lengths, all or nothing valid.</summary>
    public static IEnumerable<(byte[] Pixels, byte[] Mask)> Extremes(int width)
    {
        foreach (int period in (int[])[0, 2, 8, 28, 2 * width])
        {
            byte[] pixels = [.. Enumerable.Range(0, 128 * width).Select(i => period > 0 && i % width % period < period / 2 ? byte.MaxValue : (byte)0)];
            yield return (pixels, [.. Enumerable.Repeat((byte)(period % 3 == 0 ? 0 : 1), pixels.Length)]);
        }
    }

    /// <summary>Every tenth row is hidden, so that windows are on both sides of 9/10.</summary>
    public static (byte[] Pixels, byte[] Mask) OnTheEdge(int width) =>
        (Noise(width, 1).Pixels, [.. Enumerable.Range(0, 128 * width).Select(i => (byte)(i / width % 10 == 3 ? 0 : 1))]);
}
