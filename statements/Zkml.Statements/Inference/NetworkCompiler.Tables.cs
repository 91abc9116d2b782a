using Zkml.Gadgets.Networks;
using Zkml.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>The layers that a proof pays lookups for.</summary>
internal sealed partial class NetworkCompiler
{
    /// <summary>Half of the rows of a maximum's table; a description of an architecture could ask for more than there is memory.</summary>
    private const int MaxCompared = 1 << 17;

    private TensorValue Requantise(RequantiseLayer layer)
    {
        PlannedRequantisation plan = _requantisations[layer];
        if (plan.Rule is not { } rule)
        {
            return StepValue(layer.Name, layer.Source, plan.Thresholds!);
        }

        var gadget = new Requantisation(_tables, plan.Name, _values[layer.Source].Scaled(plan.Factors), plan.Bounds, rule);
        var solver = new RequantisationSolver(gadget);
        _solvers.Add((witness, tensors) => solver.Fill(witness, tensors[layer.Source], plan.Factors));
        if (plan.Output != layer.Output)
        {
            _values[plan.Output] = new TensorValue(gadget.Result);
        }

        return new TensorValue(gadget.Result);
    }

    private TensorValue Step(StepLayer layer)
    {
        Interval range = _network.Tensors[layer.Source].Interval;
        return StepValue(layer.Name, layer.Source, new StepThresholds(
            layer.Min, ((int)range.Min, (int)range.Max),
            [.. Enumerable.Range(0, Shape(layer.Source).Channels).Select(c => layer.ThresholdsOf(c).ToArray())]));
    }

    private TensorValue StepValue(string name, int source, StepThresholds thresholds)
    {
        if (!thresholds.Fits)
        {
            throw ModelProblemException.At(name, "rounding", "its accumulators and their distances to thresholds are too large to be proved.");
        }

        var gadget = new StepFunction(_tables, name, Whole(source), thresholds);
        _solvers.Add((witness, tensors) =>
        {
            gadget.Fill(witness, tensors[source]);
            return true;
        });
        return new TensorValue(gadget.Result);
    }

    /// <summary>All functions of the network over one range make one table; those that a requantisation swallows are in its own.</summary>
    private void CollectFunctions()
    {
        foreach (var range in _network.Layers.OfType<LookupLayer>().Where(l => !_requantisations.IsSwallowed(l)).GroupBy(l => (l.FirstInput, l.Entries)))
        {
            int[][] distinct = [.. range.SelectMany(FunctionsOf).DistinctBy(f => string.Join(',', f))];
            _functions[range.Key] = new ChannelTables(_tables, range.Key.FirstInput, distinct);
        }
    }

    private TensorValue Lookup(LookupLayer layer)
    {
        Tensor result = _functions[(layer.FirstInput, layer.Entries)].Apply(layer.Name, Committed(layer.Source).View, FunctionsOf(layer));
        Write(result, layer.Output);
        return new TensorValue(result);
    }

    private IEnumerable<int[]> FunctionsOf(LookupLayer layer) => Enumerable.Range(0, Shape(layer.Source).Channels)
        .Select(c => Array.ConvertAll(layer.TableOf(c).ToArray(), y => (int)y));

    private LayerValue MaxPool(MaxPoolLayer layer)
    {
        TensorShape from = Shape(layer.Source), to = Shape(layer.Output);
        Tensor source = Committed(layer.Source);
        Interval range = _network.Tensors[layer.Source].Interval;
        AxisMap[] places = [.. Windows.Places(Windows.Slide(layer.Window, from, to))];

        // Outside the image a view is zero. Values are taken from the lowest one up, so that zero never is the largest.
        bool padded = places.Any(map => map.Entries().Count() < map.OutSize);
        View[] inputs = [.. places.Select(map => padded
            ? source.Map(map, AxisMap.Identity(from.Channels)) - range.Min * View.ConstantProduct(Inside(map), AxisMap.Broadcast(from.Channels))
            : source.Map(map, AxisMap.Identity(from.Channels)))];
        if (inputs is [View only])
        {
            return new ViewValue(only);
        }

        if (range.Width > MaxCompared)
        {
            throw ModelProblemException.At(layer.Name, "MaxPool", $"its values {range} are too many for a table of their differences: quantise before the maximum.");
        }

        var gadget = new Maximum(
            _tables, layer.Name, inputs, padded ? (0, (int)(range.Max - range.Min)) : ((int)range.Min, (int)range.Max));
        int lowest = padded ? (int)range.Min : 0;
        _solvers.Add((witness, tensors) =>
        {
            int[][] values = [.. places.Select(map => Windows.Read(map, tensors[layer.Source], from.Plane, lowest))];
            gadget.Fill(witness, values);
            Array.ForEach(values, Array.Clear);
            return true;
        });
        return padded
            ? new ViewValue(gadget.Result.View + View.Constant(gadget.Result.Shape, range.Min))
            : new TensorValue(gadget.Result);
    }

    /// <summary>1 at the outputs that read a place inside the image.</summary>
    private static AxisMap Inside(AxisMap map) =>
        AxisMap.Sparse(map.OutSize, 1, [.. map.Entries().Select(e => new AxisMap.Entry(e.Out, 0, Coefficient.One))]);
}
