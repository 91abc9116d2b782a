namespace Zkml.Networks;

/// <summary>Bounds that hold for every network, checked before anything is allocated or multiplied.</summary>
public static class NetworkLimits
{
    /// <summary>
    /// Every value of every tensor is below this in magnitude: (p − 1)/2 for p = 2³¹ − 2²⁴ + 1. No two of them are one residue, and an int never overflows.
    /// Up to 2³⁰ would be too much: 2³⁰ − 1 and −2³⁰ + 2²⁴ − 2 are one element, and a proof that shows one shows the other.
    /// </summary>
    public const long MaxMagnitude = (1L << 30) - (1L << 23);

    /// <summary>
    /// Above this a float32 no longer holds every integer. Where the runtime adds dequantised numbers in float32, all sums must stay at or below it, in
    /// any order of addition, for its result to be the integer one.
    /// </summary>
    public const long ExactInFloat = 1L << 24;

    /// <summary>Values of one tensor. MobileFaceNet's largest has 400 thousand.</summary>
    public const int MaxTensor = 1 << 24;

    /// <summary>Values of all tensors of a network.</summary>
    public const long MaxTensors = 1L << 27;

    /// <summary>Numbers of one constant in a file, such as the weights of a dense layer.</summary>
    public const int MaxConstant = 1 << 27;

    public const int MaxLayers = 1 << 14;
}
