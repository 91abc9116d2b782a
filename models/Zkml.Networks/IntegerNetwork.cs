using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// A network over integers, exactly as it is proved and exactly as ONNX Runtime computes it. Layers stand in the order of execution; layer inputs and
/// outputs are indices into <see cref="Tensors"/>; every tensor but the input is the output of exactly one layer. Built by <see cref="NetworkBuilder"/>
/// only, which has checked every shape and interval.
/// </summary>
public sealed record IntegerNetwork(ImmutableArray<NetworkTensor> Tensors, ImmutableArray<NetworkLayer> Layers, int InputIndex, int OutputIndex)
{
    public NetworkTensor Input => Tensors[InputIndex];

    public NetworkTensor Output => Tensors[OutputIndex];

    /// <summary>Weights and biases of convolutions and dense layers.</summary>
    public long Parameters => Layers.Sum(l => l switch
    {
        ConvolutionLayer c => (long)c.Weights.Length + c.Bias.Length,
        HiddenConvolutionLayer h => (long)h.Outputs * (h.Terms + 1),
        _ => 0,
    });

    /// <summary>Multiply-adds of convolutions and dense layers, padding counted as the kernel sees it.</summary>
    public long MultiplyAdds => Layers.Sum(l => Tensors[l.Output].Shape.Plane * l switch
    {
        ConvolutionLayer c => c.Weights.Length,
        HiddenConvolutionLayer h => (long)h.Outputs * h.Terms,
        _ => 0,
    });

    /// <summary>The layer that produces the tensor; null for the input.</summary>
    public NetworkLayer? ProducerOf(int tensor) => Layers.FirstOrDefault(l => l.Output == tensor);
}
