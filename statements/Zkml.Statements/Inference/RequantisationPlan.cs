using Zkml.Gadgets.Networks;
using Zkml.Networks;

namespace Zkml.Statements.Inference;

/// <summary>
/// Chooses the rules of all requantisations of a network before any is built, so that layers share tables. Channels of a layer get one shift by
/// factors that are powers of two; layers get the largest shift of the network where their accumulators allow it; an activation of its own on
/// 8-bit values that nothing else reads becomes part of the table.
/// </summary>
internal sealed class RequantisationPlan
{
    /// <summary>log2 of the longest table of remainders; longer ones would cost more than they save.</summary>
    private const int MaxShift = 16;

    private const int MaxResults = 1 << 17;

    private readonly IntegerNetwork _network;
    private readonly Dictionary<RequantiseLayer, PlannedRequantisation> _plans = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<RequantiseLayer, LookupLayer> _activations = new(ReferenceEqualityComparer.Instance);

    public RequantisationPlan(IntegerNetwork network)
    {
        _network = network;
        RequantiseLayer[] layers = [.. network.Layers.OfType<RequantiseLayer>()];
        foreach (RequantiseLayer layer in layers)
        {
            if (OnlyActivation(layer) is { } activation)
            {
                _activations[layer] = activation;
            }
        }

        int common = layers.Select(OwnShift).Where(s => s <= MaxShift).DefaultIfEmpty(0).Max();
        foreach (IGrouping<string, RequantiseLayer> alike in layers.GroupBy(FunctionKey))
        {
            (int Lowest, int Highest) union = (alike.Min(l => Rounded(l).Lowest), alike.Max(l => Rounded(l).Highest));
            foreach (RequantiseLayer layer in alike)
            {
                _plans[layer] = Choose(layer, common, union);
            }
        }
    }

    public PlannedRequantisation this[RequantiseLayer layer] => _plans[layer];

    /// <summary>Whether a requantisation before it has done the layer's work.</summary>
    public bool IsSwallowed(NetworkLayer layer) => layer is LookupLayer && _activations.ContainsValue((LookupLayer)layer);

    private PlannedRequantisation Choose(RequantiseLayer layer, int common, (int Lowest, int Highest) union)
    {
        LookupLayer? activation = _activations.GetValueOrDefault(layer);
        var plan = new PlannedRequantisation(activation?.Name ?? layer.Name, activation?.Output ?? layer.Output);
        int own = OwnShift(layer);
        (int Shift, (int, int) Range)[] choices = own == 0 ? [(0, union), (0, Rounded(layer))] : [(common, union), (common, Rounded(layer)), (own, Rounded(layer))];
        foreach ((int shift, (int Lowest, int Highest) range) in choices)
        {
            if (Try(layer, plan, shift, range) is { } fitting)
            {
                return fitting;
            }
        }

        // Thresholds have no room for an activation: it stays a layer.
        _activations.Remove(layer);
        return new PlannedRequantisation(layer.Name, layer.Output) { Thresholds = Thresholds(layer) };
    }

    private PlannedRequantisation? Try(RequantiseLayer layer, PlannedRequantisation plan, int shift, (int Lowest, int Highest) range)
    {
        Interval accumulators = _network.Tensors[layer.Source].Interval;
        int channels = _network.Tensors[layer.Source].Shape.Channels, least = layer.Shifts.Min();
        if (shift > MaxShift || shift < layer.Shifts.Max() || shift - least > 30 || (long)range.Highest - range.Lowest >= MaxResults)
        {
            return null;
        }

        (long Lowest, long Highest) bounds = (
            Math.Min(0, accumulators.Min) << (shift - least), Math.Max(0, accumulators.Max) << (shift - least));
        Func<int, int> function = Function(layer);
        RequantisationRule rule = RequantisationRule.NearestEven(1 << shift, range, function);
        return !rule.Fits(bounds) ? null : plan with
        {
            Factors = [.. Enumerable.Range(0, channels).Select(c => 1 << (shift - layer.ShiftOf(c)))],
            Bounds = bounds,
            Rule = rule,
        };
    }

    /// <summary>The shift that all channels can be brought to without a fraction.</summary>
    private static int OwnShift(RequantiseLayer layer) => Math.Max(0, layer.Shifts.Max());

    /// <summary>What accumulators of the model can be after rounding, in any channel; others are in no table.</summary>
    private (int Lowest, int Highest) Rounded(RequantiseLayer layer)
    {
        Interval range = _network.Tensors[layer.Source].Reached;
        long lowest = layer.Shifts.Min(s => Rounding.ShiftHalfEven(range.Min, s)), highest = layer.Shifts.Max(s => Rounding.ShiftHalfEven(range.Max, s));
        return ((int)Math.Clamp(lowest, int.MinValue, 0), (int)Math.Clamp(highest, 0, int.MaxValue));
    }

    private Func<int, int> Function(RequantiseLayer layer)
    {
        LookupLayer? activation = _activations.GetValueOrDefault(layer);
        return u =>
        {
            int clamped = Math.Clamp(u, layer.Min, layer.Max);
            return activation is null ? clamped
                : activation.Table[Math.Clamp(clamped - activation.FirstInput, 0, activation.Entries - 1)];
        };
    }

    private string FunctionKey(RequantiseLayer layer) =>
        $"{layer.Min} {layer.Max} {(_activations.TryGetValue(layer, out LookupLayer? a) ? $"{a.FirstInput} {string.Join(',', a.Table)}" : "")}";

    /// <summary>The function of all channels that is the only reader of the layer's output.</summary>
    private LookupLayer? OnlyActivation(RequantiseLayer layer)
    {
        NetworkLayer[] readers = [.. _network.Layers.Where(l => l.Inputs.Contains(layer.Output))];
        return readers is [LookupLayer { IsShared: true } only] && layer.Output != _network.OutputIndex ? only : null;
    }

    private StepThresholds Thresholds(RequantiseLayer layer)
    {
        NetworkTensor source = _network.Tensors[layer.Source];
        (int Lowest, int Highest) range = ((int)source.Interval.Min, (int)source.Interval.Max);
        return new StepThresholds(layer.Min, range, [.. Enumerable.Range(0, source.Shape.Channels).Select(c =>
            Enumerable.Range(layer.Min + 1, layer.Max - layer.Min).Select(y => Least(y, layer.ShiftOf(c), range)).ToArray())]);
    }

    /// <summary>The least accumulator that rounds to <paramref name="result"/> or more; one above the range if there is none.</summary>
    private static int Least(int result, int shift, (int Lowest, int Highest) range)
    {
        long from = range.Lowest, to = (long)range.Highest + 1;
        while (from < to)
        {
            long middle = from + (to - from) / 2;
            (from, to) = Rounding.ShiftHalfEven(middle, shift) >= result ? (from, middle) : (middle + 1, to);
        }

        return checked((int)from);
    }
}
