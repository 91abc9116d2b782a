namespace Zkml.Networks;

/// <summary>Layers whose constants are secret.</summary>
public sealed partial class NetworkBuilder
{
    /// <summary>
    /// A convolution of unknown weights. Its interval holds for all weights and biases of their ranges, so that it says nothing of the actual ones, and a
    /// proof with it cannot wrap whatever they are.
    /// </summary>
    public int HiddenConvolution(string name, int source, Window window, int groups, int outputs)
    {
        const string Kind = "Conv";
        TensorShape input = Shape(source);
        Require(groups > 0 && input.Channels % groups == 0 && outputs > 0 && outputs % groups == 0, name, Kind,
            $"{groups} groups do not divide {input.Channels} input channels and {outputs} output channels.");
        TensorShape shape = Slide(name, Kind, input, window, outputs);
        long terms = (long)window.KernelY * window.KernelX;
        Require(terms <= NetworkLimits.MaxTensor && terms * (input.Channels / groups) * outputs <= NetworkLimits.MaxConstant, name, Kind, "it has too many weights.");
        terms *= input.Channels / groups;

        Interval x = HasPadding(window) ? Interval(source).Union(default) : Interval(source);
        Interval accumulators = x * HiddenConvolutionLayer.Weights * terms + HiddenConvolutionLayer.Biases;
        Require(accumulators.MaxMagnitude < NetworkLimits.MaxMagnitude, name, Kind,
            $"with secret weights its sums of {terms} terms could reach {accumulators}; they must stay below 2^30, or they could wrap in the proof's field.");
        int output = AddTensor(name, Kind, shape, accumulators);
        _layers.Add(new HiddenConvolutionLayer(name, source, output, window, groups, outputs, (int)terms));
        return output;
    }
}
