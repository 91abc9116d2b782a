namespace Zkml.Networks;

/// <summary>
/// Computes a network's tensors from its input: the reference that proofs and ONNX Runtime are compared with. Results are exact integers and depend on
/// neither thread count nor instruction set. Tensors hold private data: whoever asked for them clears them.
/// </summary>
public static class NetworkExecutor
{
    /// <summary>All tensors in the order of <see cref="IntegerNetwork.Tensors"/>, stored channel by channel and row by row.</summary>
    public static int[][] Run(IntegerNetwork network, ReadOnlySpan<int> input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.Length, network.Input.Shape.Count);
        foreach (int value in input)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(network.Input.Interval.Contains(value), true, nameof(input));
        }

        int[][] tensors = new int[network.Tensors.Length][];
        tensors[network.InputIndex] = input.ToArray();
        foreach (NetworkLayer layer in network.Layers)
        {
            tensors[layer.Output] = RunLayer(network, layer, tensors);
        }

        return tensors;
    }

    /// <summary>One layer's output from the tensors before it.</summary>
    public static int[] RunLayer(IntegerNetwork network, NetworkLayer layer, int[][] tensors)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(tensors);
        TensorShape from = network.Tensors[layer.Input].Shape, to = network.Tensors[layer.Output].Shape;
        int[] x = tensors[layer.Input];
        return layer switch
        {
            ConvolutionLayer l => Convolutions.Run(l, x, from, to),
            SpatialMapLayer l => LinearLayers.SpatialMap(l, x, from, to),
            WeightedSumLayer l => LinearLayers.WeightedSum(l, tensors),
            ProductLayer l => LinearLayers.Product(x, tensors[l.Right]),
            ConcatLayer l => LinearLayers.Concat(l, tensors, to),
            ReshapeLayer => (int[])x.Clone(),
            RearrangeLayer l => LinearLayers.Rearrange(l, x),
            RequantiseLayer l => TableLayers.Requantise(l, x, to),
            StepLayer l => TableLayers.Step(l, x, to),
            LookupLayer l => TableLayers.Lookup(l, x, to),
            MaxPoolLayer l => TableLayers.MaxPool(l, x, from, to),
            _ => throw new InvalidOperationException($"The layer kind {layer.GetType().Name} has no executor."),
        };
    }
}
