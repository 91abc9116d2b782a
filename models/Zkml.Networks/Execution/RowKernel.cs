namespace Zkml.Networks;

/// <summary>
/// One output channel of a convolution, as sums of shifted rows. Input rows are sorted by residue modulo the horizontal stride (see
/// <see cref="Convolutions"/>), so a tap reads consecutive numbers whatever the stride.
/// </summary>
internal readonly ref struct RowKernel(Window window, TensorShape from, TensorShape to)
{
    public void AddChannels(ReadOnlySpan<short> weights, ReadOnlySpan<int> x, Span<int> y)
    {
        for (int t = 0; t < weights.Length; t++)
        {
            if (weights[t] != 0)
            {
                int c = t / window.Size, u = t % window.Size / window.KernelX, v = t % window.KernelX;
                AddTap(weights[t], x.Slice(c * from.Plane, from.Plane), y, (u, v));
            }
        }
    }

    private void AddTap(int weight, ReadOnlySpan<int> x, Span<int> y, (int U, int V) tap)
    {
        int stride = window.StrideX;
        int offset = (tap.V * window.DilationX) - window.PadLeft;
        int first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
        int last = from.Width - 1 - offset < 0 ? -1 : Math.Min(to.Width - 1, (from.Width - 1 - offset) / stride);
        if (first > last)
        {
            return;
        }

        int column = (first * stride) + offset;
        int start = StartOf(column % stride) + (column / stride);
        for (int i = 0; i < to.Height; i++)
        {
            int a = (i * window.StrideY) - window.PadTop + (tap.U * window.DilationY);
            if ((uint)a < (uint)from.Height)
            {
                int count = last - first + 1;
                IntVectors.AddScaled(y.Slice((i * to.Width) + first, count), x.Slice((a * from.Width) + start, count), weight);
            }
        }
    }

    /// <summary>Where the places with this residue start in a sorted row: after ⌈(width − q)/stride⌉ places for each smaller residue q.</summary>
    private int StartOf(int phase)
    {
        int start = 0;
        for (int q = 0; q < phase; q++)
        {
            start += (from.Width - q + window.StrideX - 1) / window.StrideX;
        }

        return start;
    }
}
