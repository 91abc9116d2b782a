namespace Zkml.Networks;

/// <summary>
/// A kernel that slides over an image: y(i, j) depends on x(i·StrideY − PadTop + u·DilationY, j·StrideX − PadLeft + v·DilationX) for 0 ≤ u &lt; KernelY,
/// 0 ≤ v &lt; KernelX. Places outside the image count as zero in sums, and not at all in maxima.
/// </summary>
public readonly record struct Window(int KernelY, int KernelX)
{
    public int StrideY { get; init; } = 1;

    public int StrideX { get; init; } = 1;

    public int DilationY { get; init; } = 1;

    public int DilationX { get; init; } = 1;

    public int PadTop { get; init; }

    public int PadLeft { get; init; }

    public int PadBottom { get; init; }

    public int PadRight { get; init; }

    public int Size => KernelY * KernelX;

    public bool IsPoint => this == new Window(1, 1);

    public int OutputHeight(int height) => Extent(height + PadTop + PadBottom, KernelY, StrideY, DilationY);

    public int OutputWidth(int width) => Extent(width + PadLeft + PadRight, KernelX, StrideX, DilationX);

    private static int Extent(int padded, int kernel, int stride, int dilation)
    {
        int rest = padded - ((kernel - 1) * dilation + 1);
        return rest < 0 ? 0 : (rest / stride) + 1;
    }
}
