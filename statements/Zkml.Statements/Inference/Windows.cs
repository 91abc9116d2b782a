using Zkml.Gadgets.Networks;
using Zkml.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>Windows and spatial matrices of a network as axis maps.</summary>
internal static class Windows
{
    public static ConvolutionShape Slide(Window window, TensorShape from, TensorShape to) => new()
    {
        Input = (from.Height, from.Width),
        Output = (to.Height, to.Width),
        InputChannels = from.Channels,
        OutputChannels = to.Channels,
        Kernel = (window.KernelY, window.KernelX),
        Stride = (window.StrideY, window.StrideX),
        Dilation = (window.DilationY, window.DilationX),
        Padding = (window.PadTop, window.PadLeft),
    };

    /// <summary>One map for every place of the kernel that some output reads inside the image.</summary>
    public static IEnumerable<AxisMap> Places(ConvolutionShape shape) =>
        from u in Enumerable.Range(0, shape.Kernel.Y)
        from v in Enumerable.Range(0, shape.Kernel.X)
        let map = ConvolutionView.Places(shape, u, v)
        where map.Entries().Any()
        select map;

    /// <summary>A matrix of small integers, mostly zero, row by row.</summary>
    public static AxisMap Matrix(ReadOnlySpan<int> values, int rows, int columns)
    {
        var entries = new List<AxisMap.Entry>();
        for (int k = 0; k < values.Length; k++)
        {
            if (values[k] != 0)
            {
                entries.Add(new AxisMap.Entry(k / columns, k % columns, (long)values[k]));
            }
        }

        return AxisMap.Sparse(rows, columns, entries);
    }

    /// <summary>What each output reads, minus <paramref name="lowest"/>; 0 outside the image.</summary>
    public static int[] Read(AxisMap places, int[] values, int plane, int lowest)
    {
        var read = new int[values.Length / plane * places.OutSize];
        foreach (AxisMap.Entry entry in places.Entries())
        {
            for (int c = 0; c < values.Length / plane; c++)
            {
                read[c * places.OutSize + entry.Out] = values[c * plane + entry.In] - lowest;
            }
        }

        return read;
    }
}
