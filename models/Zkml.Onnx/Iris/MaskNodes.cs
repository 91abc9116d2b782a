using Zkml.Models.Iris;

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
}
