namespace Zkml.Networks;

/// <summary>Channels × height × width, stored channel by channel and row by row. A vector of n numbers is n × 1 × 1. The batch is always one.</summary>
public readonly record struct TensorShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in one channel.</summary>
    public int Plane => Height * Width;

    /// <summary>Numbers in all; the builder holds it below <see cref="NetworkLimits.MaxTensor"/>.</summary>
    public int Count => Channels * Height * Width;

    public override string ToString() => $"{Channels}×{Height}×{Width}";
}
