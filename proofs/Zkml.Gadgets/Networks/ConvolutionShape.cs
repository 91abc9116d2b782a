namespace Zkml.Gadgets.Networks;

/// <summary>
/// A kernel that slides over an image of channels. acc(o, i, j) = bias[o] + Σ_c Σ_u Σ_v w[o, c, u, v]·x(c, i·StrideY + u·DilationY − PadTop,
/// j·StrideX + v·DilationX − PadLeft), zero outside the image, where c runs over the input channels of o's group. A dense layer is the kernel
/// that covers the whole image.
/// </summary>
public sealed record ConvolutionShape
{
    public required (int Height, int Width) Input { get; init; }

    public required (int Height, int Width) Output { get; init; }

    public required int InputChannels { get; init; }

    public required int OutputChannels { get; init; }

    public (int Y, int X) Kernel { get; init; } = (1, 1);

    public (int Y, int X) Stride { get; init; } = (1, 1);

    public (int Y, int X) Dilation { get; init; } = (1, 1);

    public (int Top, int Left) Padding { get; init; }

    public int Groups { get; init; } = 1;

    /// <summary>Input channels that an output channel reads.</summary>
    public int GroupChannels => InputChannels / Groups;

    /// <summary>A dense layer on a vector.</summary>
    public static ConvolutionShape Dense(int inputs, int outputs) =>
        new() { Input = (1, 1), Output = (1, 1), InputChannels = inputs, OutputChannels = outputs };
}
