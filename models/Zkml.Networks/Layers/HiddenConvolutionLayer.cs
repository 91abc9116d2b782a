namespace Zkml.Networks;

/// <summary>
/// A <see cref="ConvolutionLayer"/> whose weights and biases are not known here, only where they lie: weights within <see cref="Weights"/>, biases
/// within <see cref="Biases"/>. Stands in networks that describe an architecture; it cannot be executed.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding with zeros.</param>
/// <param name="Groups">Divides input and output channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Terms">Weights of each output channel: C/G × KernelY × KernelX, row-major.</param>
public sealed record HiddenConvolutionLayer(string Name, int Source, int Output, Window Window, int Groups, int Outputs, int Terms)
    : NetworkLayer(Name, [Source], Output)
{
    /// <summary>Digits of a bias, each in the range of weights, each worth 256 times the one before.</summary>
    public const int BiasDigits = 3;

    /// <summary>Signed bytes.</summary>
    public static Interval Weights => new(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>What the digits reach: about ±2^23.</summary>
    public static Interval Biases => Weights * (1 + (1L << 8) + (1L << 16));
}
