using Zkml.Gadgets.Networks;
using Zkml.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>
/// Turns a network into constraints, layer by layer, and remembers how to fill the cells. Linear layers become views and cost nothing; values are
/// committed where something is looked up, and where a convolution reads a view that is not a tensor.
/// </summary>
internal sealed partial class NetworkCompiler
{
    private readonly IntegerNetwork _network;
    private readonly NetworkTables _tables;
    private readonly RequantisationPlan _requantisations;
    private readonly Dictionary<int, LayerValue> _values = [];
    private readonly Dictionary<(int First, int Entries), ChannelTables> _functions = [];
    private readonly List<Func<Witness, int[][], bool>> _solvers = [];
    private readonly List<(int Tensor, HiddenConvolution Gadget)> _hidden = [];

    private NetworkCompiler(StatementBuilder builder, IntegerNetwork network)
    {
        _network = network;
        _tables = new NetworkTables(builder);
        _requantisations = new RequantisationPlan(network);
    }

    private StatementBuilder Builder => _tables.Builder;

    /// <exception cref="ModelProblemException">A layer that has no constraints.</exception>
    public static CompiledNetwork Compile(StatementBuilder builder, IntegerNetwork network)
    {
        var compiler = new NetworkCompiler(builder, network);
        Tensor input = compiler.CommitInput();
        compiler.CollectFunctions();
        foreach (NetworkLayer layer in network.Layers)
        {
            if (!compiler._requantisations.IsSwallowed(layer))
            {
                compiler.Add(layer);
            }
        }

        return new CompiledNetwork(input, compiler.Whole(network.OutputIndex), () => compiler.Committed(network.OutputIndex), compiler._solvers)
        {
            Hidden = compiler._hidden,
        };
    }

    private Tensor CommitInput()
    {
        NetworkTensor input = _network.Input;
        Tensor tensor = Commit("input", input.Shape);
        Builder.AssertRange("input", tensor.View, input.Interval.Min, input.Interval.Max);
        _values[_network.InputIndex] = new TensorValue(tensor);
        Write(tensor, _network.InputIndex);
        return tensor;
    }

    private void Add(NetworkLayer layer) => _values[layer.Output] = layer switch
    {
        ConvolutionLayer l => Convolution(l),
        HiddenConvolutionLayer l => HiddenConvolution(l),
        SpatialMapLayer l => SpatialMap(l),
        WeightedSumLayer l => new SumValue([.. l.Terms.Select((t, k) => (l.Coefficients[k], _values[t]))]),
        ProductLayer l => Product(l),
        ConcatLayer l => Concat(l),
        ReshapeLayer l => Reshape(l),
        RearrangeLayer l => new ViewValue(Rearrange(l.Source, l.Output, l.Map.AsSpan(), l.Fill)),
        RequantiseLayer l => Requantise(l),
        StepLayer l => Step(l),
        LookupLayer l => Lookup(l),
        MaxPoolLayer l => MaxPool(l),
        _ => throw new ModelProblemException($"The node '{layer.Name}' ({layer.GetType().Name}) cannot be proved."),
    };

    private ConvolutionValue Convolution(ConvolutionLayer layer)
    {
        (Tensor source, ConvolutionShape shape) = Source(layer, layer.Window, layer.Groups);
        return new ConvolutionValue(source, shape, layer.Weights.AsMemory(), layer.Bias.AsMemory());
    }

    private TensorValue HiddenConvolution(HiddenConvolutionLayer layer)
    {
        (Tensor source, ConvolutionShape shape) = Source(layer, layer.Window, layer.Groups);
        var gadget = new HiddenConvolution(Builder, layer.Name, source, shape);
        _hidden.Add((layer.Output, gadget));
        Write(gadget.Accumulators, layer.Output);
        return new TensorValue(gadget.Accumulators);
    }

    private (Tensor Source, ConvolutionShape Shape) Source(NetworkLayer layer, Window window, int groups)
    {
        TensorShape from = Shape(layer.Input), to = Shape(layer.Output);
        if (window.IsPoint && groups == 1 && _values[layer.Input].Image is { } image)
        {
            // A dense layer on a flattened image is the kernel that covers the image: the weights stand in the same order.
            return (image.Tensor, new ConvolutionShape
            {
                Input = (image.Shape.Height, image.Shape.Width), Output = (1, 1), Kernel = (image.Shape.Height, image.Shape.Width),
                InputChannels = image.Shape.Channels, OutputChannels = to.Channels,
            });
        }

        return (Committed(layer.Input), Windows.Slide(window, from, to) with { Groups = groups });
    }

    private ViewValue SpatialMap(SpatialMapLayer layer)
    {
        TensorShape from = Shape(layer.Source), to = Shape(layer.Output);
        return new ViewValue(Committed(layer.Source).Map(
            AxisMap.Merged(Windows.Matrix(layer.Rows.AsSpan(), to.Height, from.Height), Windows.Matrix(layer.Columns.AsSpan(), to.Width, from.Width)),
            AxisMap.Identity(from.Channels)));
    }

    private TensorValue Product(ProductLayer layer)
    {
        Tensor product = Commit(layer.Name, Shape(layer.Output));
        Builder.AssertZero(layer.Name, [new Product(1, Committed(layer.Left).View, Committed(layer.Right).View)], -product.View);
        Write(product, layer.Output);
        return new TensorValue(product);
    }

    private ViewValue Concat(ConcatLayer layer)
    {
        TensorShape to = Shape(layer.Output);
        View sum = View.Zero(Protocol.Language.Shape.Of(to.Plane, to.Channels));
        int first = 0;
        foreach (int part in layer.Parts)
        {
            int channels = Shape(part).Channels;
            sum += Committed(part).Map(AxisMap.Identity(to.Plane), AxisMap.Strided(to.Channels, channels, 1, -first));
            first += channels;
        }

        return new ViewValue(sum);
    }

    private LayerValue Reshape(ReshapeLayer layer)
    {
        TensorShape from = Shape(layer.Source), to = Shape(layer.Output);
        if (from.Channels == to.Channels)
        {
            return _values[layer.Source];
        }

        View view = Rearrange(layer.Source, layer.Output, [.. Enumerable.Range(0, from.Count)], 0);
        return new ViewValue(view, to.Plane == 1 ? (Committed(layer.Source), from) : null);
    }

    private View Rearrange(int source, int output, ReadOnlySpan<int> map, int fill) =>
        Rearrangement.Of(Committed(source), (Shape(output).Plane, Shape(output).Channels), map, fill);

    private TensorShape Shape(int tensor) => _network.Tensors[tensor].Shape;

    private (long Lowest, long Highest) Bounds(int tensor) => (_network.Tensors[tensor].Interval.Min, _network.Tensors[tensor].Interval.Max);

    private View Whole(int tensor) => _values[tensor].Scaled([.. Enumerable.Repeat(1, Shape(tensor).Channels)]);

    private Tensor Commit(string name, TensorShape shape) => Builder.Commit(name, shape.Plane, shape.Channels);

    private void Write(Tensor tensor, int source) => _solvers.Add((witness, tensors) =>
    {
        ActivationLayout.Write(witness, tensor, tensors[source]);
        return true;
    });

    /// <summary>The tensor of a value; one that is a view is committed, with a linear constraint.</summary>
    private Tensor Committed(int index)
    {
        if (_values[index].Tensor is { } known)
        {
            return known;
        }

        string name = _network.Tensors[index].Name + " committed";
        Tensor tensor = Commit(name, Shape(index));
        Builder.AssertEqual(name, Whole(index), tensor.View);
        Write(tensor, index);
        _values[index] = new TensorValue(tensor);
        return tensor;
    }
}
