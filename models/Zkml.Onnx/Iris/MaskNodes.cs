using Zkml.Models.Iris;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx.Iris;

/// <summary>Conditions under which a bit of the code counts: rows × columns × parts.</summary>
internal static class MaskNodes
{
    /// <summary>10 · valid ≥ 9 · pixels of the window, the same for both parts.</summary>
    public static string SimpleRule(GraphWriter graph, WindowNodes windows, string mask, int filter)
    {
        int[] nines = [.. Enumerable.Range(0, ProbeGrid.Rows)
            .Select(i => IrisModel.MaskNumerator * ProbeGrid.Window(i).Count * GaborKernel.All[filter].Columns)];
        string tens = windows.Sums("ten_times_valid", mask, filter, (_, _, _, _) => IrisModel.MaskDenominator);
        return graph.Node("GreaterOrEqual", $"is_valid_{filter}", [tens, graph.Integers($"nine_times_pixels_{filter}", nines, ProbeGrid.Rows, 1, 1)]);
    }

    /// <summary>
    /// The integers of <see cref="OpenIrisMask"/>, int64 where they pass 2^31. With m = |D| of both parts and f = (2^28, 2^28 + excess),
    ///   ⌊(f·m + 2^27) / 2^28⌋ = (|D_re|, |D_im| + s),
    /// and no number is negative, so the operator's division is the floor.
    /// </summary>
    public static string OpenIrisRule(GraphWriter graph, WindowNodes windows, string mask, string response, int filter)
    {
        string magnitudes = graph.Node(
            "Cast", $"magnitudes_{filter}", [graph.Node("Abs", $"magnitudes_int32_{filter}", [response])], GraphWriter.Attribute("to", (long)DataType.Int64));
        string heavy = Heavy(graph, windows, mask, filter), inRange = InRange(graph, magnitudes, filter), firm = Firm(graph, magnitudes, filter);
        return graph.Node("And", $"is_valid_{filter}", [heavy, graph.Node("And", $"is_in_range_and_firm_{filter}", [inRange, firm])]);
    }

    /// <summary>Enough of the kernel's weight lies on valid pixels.</summary>
    private static string Heavy(GraphWriter graph, WindowNodes windows, string mask, int filter)
    {
        string weight = windows.Sums("weight", mask, filter, (part, row, column, kernel) => Math.Abs(kernel[part, row, column]));
        int[] least = [.. from i in Enumerable.Range(0, ProbeGrid.Rows)
                          from part in Enumerable.Range(0, ProbeGrid.Parts)
                          select MaskLimits.All[filter].LeastWeight(part, i)];
        return graph.Node("GreaterOrEqual", $"is_heavy_{filter}", [weight, graph.Integers($"least_weight_{filter}", least, ProbeGrid.Rows, 1, ProbeGrid.Parts)]);
    }

    /// <summary>least ≤ |D_re|² + (|D_im| + s)² ≤ greatest: rows × columns × 1.</summary>
    private static string InRange(GraphWriter graph, string magnitudes, int filter)
    {
        const long One = 1L << MaskLimits.ExcessBits;
        MaskLimits limits = MaskLimits.All[filter];
        long[] least = [.. Enumerable.Range(0, ProbeGrid.Rows).Select(limits.LeastSquare)], greatest = [.. Enumerable.Range(0, ProbeGrid.Rows).Select(limits.GreatestSquare)];
        string product = graph.Node("Mul", $"scaled_product_{filter}", [magnitudes, graph.Longs($"scale_{filter}", [One, One + limits.ImaginaryExcess], ProbeGrid.Parts)]);
        string sum = graph.Node("Add", $"scaled_sum_{filter}", [product, graph.Longs($"half_{filter}", [One / 2], 1)]);
        string scaled = graph.Node("Div", $"scaled_{filter}", [sum, graph.Longs($"one_{filter}", [One], 1)]);
        string squares = graph.Node("Mul", $"squares_{filter}", [scaled, scaled]);
        string square = graph.Node("ReduceSum", $"square_{filter}", [squares, "filters_axis"], GraphWriter.Attribute("keepdims", 1L));
        string large = graph.Node("GreaterOrEqual", $"is_large_{filter}", [square, graph.Longs($"least_square_{filter}", least, ProbeGrid.Rows, 1, 1)]);
        string small = graph.Node("LessOrEqual", $"is_small_{filter}", [square, graph.Longs($"greatest_square_{filter}", greatest, ProbeGrid.Rows, 1, 1)]);
        return graph.Node("And", $"is_in_range_{filter}", [large, small]);
    }

    /// <summary>denominator · |D_part| ≥ numerator · |D_other part|: the sign is not an accident.</summary>
    private static string Firm(GraphWriter graph, string magnitudes, int filter)
    {
        (int Numerator, int Denominator)[] tangents = [.. Enumerable.Range(0, ProbeGrid.Parts).Select(MaskLimits.All[filter].Tangent)];
        string others = graph.Node("Gather", $"others_{filter}", [magnitudes, graph.Integers($"other_part_{filter}", [1, 0], ProbeGrid.Parts)], GraphWriter.Attribute("axis", 2L));
        string own = graph.Node("Mul", $"own_side_{filter}", [magnitudes, graph.Longs($"denominator_{filter}", [.. tangents.Select(t => (long)t.Denominator)], ProbeGrid.Parts)]);
        string other = graph.Node("Mul", $"other_side_{filter}", [others, graph.Longs($"numerator_{filter}", [.. tangents.Select(t => (long)t.Numerator)], ProbeGrid.Parts)]);
        return graph.Node("GreaterOrEqual", $"is_firm_{filter}", [own, other]);
    }
}
