using Zkml.Fields;
using Zkml.Gadgets.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>
/// The workload of "The Cost of Intelligence": a multilayer perceptron with input 784, 30 layers whose widths grow by a tenth each, output 1000;
/// each layer is Wx + b, ReLU, truncating division by 2^12. `size` weights choose the width of the first layer. Public weights, hidden input
/// (bytes), public output. Activations have at most 12 bits; an input that leads to larger ones has no proof.
/// </summary>
public sealed class MlpWork(int size) : StatementWork("mlp")
{
    private const int Inputs = 784, Outputs = 1000, HiddenLayers = 30, Divisor = 1 << 12, Largest = (1 << 12) - 1;
    private const double Growth = 1.1;
    private readonly List<(short[] Weights, int[] Bias, RequantisationSolver Solver)> _layers = [];
    private int[] _pixels = [];
    private Tensor _input = null!;
    private Tensor _output = null!;

    /// <summary>Weights of the network whose first layer has this width.</summary>
    public static long Parameters(int first)
    {
        int[] widths = Widths(first);
        return widths.Zip(widths.Skip(1)).Sum(pair => (long)pair.First * pair.Second);
    }

    protected override Statement Build()
    {
        var builder = new StatementBuilder("bench/mlp");
        var tables = new NetworkTables(builder);
        var random = new SyntheticWeights(1);
        _input = builder.Commit("input", 1, Inputs);
        builder.AssertRange("input is bytes", _input.View, 0, byte.MaxValue);
        _pixels = [.. random.Integers(Inputs, 127).Select(x => x + 127)];
        Tensor current = _input;
        int[] widths = Widths(Enumerable.Range(1, 4096).MinBy(first => Math.Abs(Parameters(first) - size)));
        for (int layer = 1; layer < widths.Length; layer++)
        {
            current = AddLayer(tables, random, current, layer == 1 ? byte.MaxValue : Largest, (layer, widths[layer]));
        }

        _output = builder.Public("output", 1, Outputs);
        builder.AssertEqual("output", current.View, _output.View);
        return builder.Build();
    }

    protected override void Solve(Witness witness, Arena arena)
    {
        int[] values = _pixels;
        for (int i = 0; i < Inputs; i++)
        {
            witness.Set(_input, i, values[i]);
        }

        foreach ((short[] weights, int[] bias, RequantisationSolver solver) in _layers)
        {
            var accumulators = new int[bias.Length];
            DenseLayer.Apply(weights, bias, values, accumulators);
            if (!solver.Fill(witness, accumulators))
            {
                throw new InvalidOperationException("An activation has more than 12 bits.");
            }

            values = [.. accumulators.Select(a => Math.Max(0, a) / Divisor)];
        }

        for (int i = 0; i < Outputs; i++)
        {
            witness.Publics.Set(_output, [0, i], values[i]);
        }
    }

    private static int[] Widths(int first) =>
        [Inputs, .. Enumerable.Range(0, HiddenLayers).Select(i => (int)Math.Round(first * Math.Pow(Growth, i))), Outputs];

    private Tensor AddLayer(NetworkTables tables, SyntheticWeights random, Tensor input, int largest, (int Number, int Width) layer)
    {
        int inputs = input.Shape[1];
        short[] weights = random.Layer(inputs, layer.Width, Divisor);
        int[] bias = random.Integers(layer.Width, Divisor), scale = [.. Enumerable.Repeat(1, layer.Width)];
        long bound = Divisor + (long)largest * AxisMap.Dense(layer.Width, inputs, weights, scale).MaxAbsoluteRowSum();
        View accumulators = ConvolutionView.Of(input, ConvolutionShape.Dense(inputs, layer.Width), weights, bias, scale);
        var rule = new RequantisationRule(
            Divisor, HalvesToEven: false, -Largest - 1, [.. Enumerable.Range(-Largest - 1, 2 * Largest + 2).Select(z => Math.Max(0, z))]);
        var gadget = new Requantisation(tables, $"layer {layer.Number}", accumulators, (-bound, bound), rule);
        _layers.Add((weights, bias, new RequantisationSolver(gadget)));
        return gadget.Result;
    }
}
