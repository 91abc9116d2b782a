using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// acc(o, i, j) = Bias[o] + Σ_c Σ_u Σ_v Weights[o, c, u, v] · x(g·C/G + c, …), where g = o / (O/G) is the group of o. Groups = 1 is the usual convolution,
/// Groups = C depthwise. A dense layer is a 1 × 1 kernel on a C × 1 × 1 input.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding with zeros.</param>
/// <param name="Groups">Divides input and output channels.</param>
/// <param name="Weights">O × C/G × KernelY × KernelX, row-major; centred, so |w| ≤ 255 (≤ 128 when the file's weights are symmetric).</param>
/// <param name="Bias">One for each output channel.</param>
public sealed record ConvolutionLayer(string Name, int Source, int Output, Window Window, int Groups, ImmutableArray<short> Weights, ImmutableArray<int> Bias)
    : NetworkLayer(Name, [Source], Output);
