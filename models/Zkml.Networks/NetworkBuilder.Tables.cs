using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>Layers that are not linear, and those that only move numbers.</summary>
public sealed partial class NetworkBuilder
{
    /// <summary>The widest 8-bit range: 256 values.</summary>
    private const int MaxEntries = 256;

    public int Requantise(string name, int source, ImmutableArray<int> shifts, int min, int max)
    {
        const string Kind = "QuantizeLinear";
        CheckPerChannel(name, Kind, source, shifts.Length, 1);
        Require(min <= max && max - min < MaxEntries, name, Kind, $"its results [{min}, {max}] are not 8-bit numbers.");
        Interval input = Interval(source);
        long low = long.MaxValue, high = long.MinValue;
        foreach (int s in shifts)
        {
            Require(s is >= -22 and <= 30, name, Kind, $"a shift by {s} bits is outside −22 … 30.");
            Require(s >= 0 || input.MaxMagnitude << -s < NetworkLimits.MaxMagnitude, name, Kind, $"{input} shifted left by {-s} bits leaves 30 bits.");
            low = Math.Min(low, Math.Clamp(Rounding.ShiftHalfEven(input.Min, s), min, max));
            high = Math.Max(high, Math.Clamp(Rounding.ShiftHalfEven(input.Max, s), min, max));
        }

        int output = AddTensor(name, Kind, Shape(source), new Interval(low, high));
        _layers.Add(new RequantiseLayer(name, source, output, shifts, min, max));
        return output;
    }

    public int Step(string name, int source, ImmutableArray<int> thresholds, int min, int max)
    {
        const string Kind = "QuantizeLinear";
        int steps = max - min;
        Require(steps is >= 0 and < MaxEntries, name, Kind, $"its results [{min}, {max}] are not 8-bit numbers.");
        CheckPerChannel(name, Kind, source, thresholds.Length, steps);
        Interval input = Interval(source);
        for (int k = 0; k < thresholds.Length; k++)
        {
            Require(thresholds[k] >= input.Min && thresholds[k] <= input.Max + 1 && (k % steps == 0 || thresholds[k] >= thresholds[k - 1]), name, Kind,
                "its thresholds do not ascend within the interval of its input.");
        }

        int output = AddTensor(name, Kind, Shape(source), new Interval(min, max));
        _layers.Add(new StepLayer(name, source, output, thresholds, min, max));
        return output;
    }

    public int Lookup(string name, int source, ImmutableArray<short> table)
    {
        const string Kind = "table";
        Interval input = Interval(source);
        Require(input.Width <= MaxEntries, name, Kind, $"its input {input} has more than 8 bits: quantise before the activation.");
        CheckPerChannel(name, Kind, source, table.Length, (int)input.Width);
        var results = new Interval(table.AsSpan()[0], table.AsSpan()[0]);
        foreach (short y in table)
        {
            results = results.Union(new Interval(y, y));
        }

        Require(results.Width <= MaxEntries, name, Kind, $"its results {results} are not 8-bit numbers.");
        int output = AddTensor(name, Kind, Shape(source), results);
        _layers.Add(new LookupLayer(name, source, output, (int)input.Min, (int)input.Width, table));
        return output;
    }

    public int MaxPool(string name, int source, Window window)
    {
        const string Kind = "MaxPool";
        TensorShape input = Shape(source);
        TensorShape shape = Slide(name, Kind, input, window, input.Channels);
        Require(SeesImage(shape.Height, window.StrideY, window.PadTop, window.KernelY, window.DilationY, input.Height)
            && SeesImage(shape.Width, window.StrideX, window.PadLeft, window.KernelX, window.DilationX, input.Width), name, Kind,
            "one of its windows lies in the padding only.");
        int output = AddTensor(name, Kind, shape, Interval(source));
        _layers.Add(new MaxPoolLayer(name, source, output, window));
        return output;
    }

    public int Concat(string name, ImmutableArray<int> parts)
    {
        const string Kind = "Concat";
        TensorShape first = Shape(parts[0]);
        long channels = 0;
        Interval interval = Interval(parts[0]);
        foreach (int part in parts)
        {
            Require(Shape(part) with { Channels = first.Channels } == first, name, Kind, $"{first} and {Shape(part)} cannot stand one after another.");
            channels += Shape(part).Channels;
            interval = interval.Union(Interval(part));
        }

        Require(channels <= NetworkLimits.MaxTensor, name, Kind, "its result is too large.");
        int output = AddTensor(name, Kind, first with { Channels = (int)channels }, interval);
        _layers.Add(new ConcatLayer(name, parts, output));
        return output;
    }

    public int Reshape(string name, int source, TensorShape shape)
    {
        const string Kind = "Reshape";
        int output = AddTensor(name, Kind, shape, Interval(source));
        Require(shape.Count == Shape(source).Count, name, Kind, $"{Shape(source)} and {shape} do not hold equally many values.");
        _layers.Add(new ReshapeLayer(name, source, output));
        return output;
    }

    /// <summary>y[k] = x[map[k]], or <paramref name="fill"/> where the map says −1.</summary>
    public int Rearrange(string name, int source, TensorShape shape, ImmutableArray<int> map, int fill)
    {
        const string Kind = "index map";
        int count = Shape(source).Count;
        bool fills = false;
        foreach (int index in map)
        {
            if (index < -1 || index >= count)
            {
                throw ModelProblemException.At(name, Kind, $"it reads place {index} of {count}.");
            }

            fills |= index < 0;
        }

        int output = AddTensor(name, Kind, shape, fills ? Interval(source).Union(new Interval(fill, fill)) : Interval(source));
        Require(shape.Count == map.Length, name, Kind, $"{map.Length} places do not make a tensor of {shape}.");
        _layers.Add(new RearrangeLayer(name, source, output, map, fill));
        return output;
    }

    /// <summary>Every window has a place inside: the first and last reach it, and no dilation steps over a small image.</summary>
    private static bool SeesImage(int outputs, int stride, int pad, int kernel, int dilation, int size)
    {
        for (int i = 0; i < outputs; i++)
        {
            long start = ((long)i * stride) - pad;
            long first = start >= 0 ? start : start + ((-start + dilation - 1) / dilation * dilation);
            if (first >= size || first > start + ((long)(kernel - 1) * dilation))
            {
                return false;
            }
        }

        return true;
    }

    private void CheckPerChannel(string name, string kind, int source, int length, int each) =>
        Require(length == each || length == (long)Shape(source).Channels * each, name, kind,
            $"it has {length} constants where one or {Shape(source).Channels} channels need {each} each.");
}
