namespace Zkml.Networks;

/// <summary>Layers whose constants are secret.</summary>
public sealed partial class NetworkBuilder
{
    /// <summary>
    /// A convolution of unknown weights. Its interval holds for all weights and biases of their ranges, so that it says nothing of the actual ones, and a
    /// proof with it cannot wrap whatever they are.
    /// </summary>
    /// <param name="name">Of the node.</param>
    /// <param name="source">A tensor.</param>
    /// <param name="window">Kernel, strides, dilations, padding.</param>
    /// <param name="groups">Divides input and output channels.</param>
    /// <param name="size">Output channels, and b where the model's own sums are within ±2^b: see <see cref="NetworkTensor.Reached"/>.</param>
    public int HiddenConvolution(string name, int source, Window window, int groups, (int Outputs, int Bits) size)
    {
        const string Kind = "Conv";
        TensorShape input = Shape(source);
        Require(groups > 0 && input.Channels % groups == 0 && size.Outputs > 0 && size.Outputs % groups == 0, name, Kind,
            $"{groups} groups do not divide {input.Channels} input channels and {size.Outputs} output channels.");
        Require(size.Bits is >= 0 and <= 30, name, Kind, "its sums are said to have more than 30 bits.");
        TensorShape shape = Slide(name, Kind, input, window, size.Outputs);
        long terms = (long)window.KernelY * window.KernelX;
        Require(terms <= NetworkLimits.MaxTensor && terms * (input.Channels / groups) * size.Outputs <= NetworkLimits.MaxConstant, name, Kind, "it has too many weights.");
        terms *= input.Channels / groups;

        Interval x = HasPadding(window) ? Interval(source).Union(default) : Interval(source);
        Interval accumulators = x * HiddenConvolutionLayer.Weights * terms + HiddenConvolutionLayer.Biases;
        Require(accumulators.MaxMagnitude < NetworkLimits.MaxMagnitude, name, Kind,
            $"with secret weights its sums of {terms} terms could reach {accumulators}; they must stay below 2^30 − 2^23, or they could wrap in the proof's field.");
        int output = AddTensor(name, Kind, shape, accumulators);
        _tensors[output] = _tensors[output] with
        {
            Reached = new Interval(Math.Max(-(1L << size.Bits), accumulators.Min), Math.Min(1L << size.Bits, accumulators.Max)),
        };
        _layers.Add(new HiddenConvolutionLayer(name, source, output, window, groups, size.Outputs, (int)terms));
        return output;
    }
}
