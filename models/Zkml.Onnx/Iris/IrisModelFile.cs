using Zkml.Models.Iris;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx.Iris;

/// <summary>
/// The iris code as an ONNX file, made from the formula of the kernels: image and its mask (128 × width bytes, the mask 0 or 1) to code and mask of the
/// template (bytes 0 or 1, rows × columns × filters × parts).
/// </summary>
public static class IrisModelFile
{
    /// <summary>The same bytes on every machine; their SHA-256 is <see cref="IrisModel.Id"/>.</summary>
    public static byte[] Bytes(int width, MaskRule rule)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(width is 512 or 1024, true, nameof(width));
        var graph = new GraphWriter();
        graph.Input("image", DataType.Uint8, ProbeGrid.ImageRows, width);
        graph.Input("mask", DataType.Uint8, ProbeGrid.ImageRows, width);
        var windows = new WindowNodes(graph, width);
        string image = windows.Padded("image"), mask = windows.Padded("mask");
        graph.Integers("zero", [0]);
        graph.Longs("filters_axis", [2], 1);
        string[] codes = new string[ProbeGrid.Filters], masks = new string[ProbeGrid.Filters];
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            string response = windows.Sums("response", image, filter, (part, row, column, kernel) => kernel[part, row, column]);
            codes[filter] = Bits(graph, $"code_{filter}", graph.Node("Greater", $"code_is_one_{filter}", [response, "zero"]));
            masks[filter] = Bits(graph, $"code_mask_{filter}", rule == MaskRule.Simple
                ? MaskNodes.SimpleRule(graph, windows, mask, filter)
                : MaskNodes.OpenIrisRule(graph, windows, mask, response, filter));
        }

        Output(graph, "code", codes);
        Output(graph, "code_mask", masks);
        return graph.ToBytes();
    }

    /// <summary>Rows × columns × 1 × parts.</summary>
    private static string Bits(GraphWriter graph, string name, string condition) => graph.Node(
        "Unsqueeze", name, [graph.Node("Cast", $"{name}_bytes", [condition], GraphWriter.Attribute("to", (long)DataType.Uint8)), "filters_axis"]);

    private static void Output(GraphWriter graph, string name, string[] filters)
    {
        graph.Node("Concat", name, filters, GraphWriter.Attribute("axis", 2L));
        graph.Output(name, DataType.Uint8, ProbeGrid.Rows, ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts);
    }
}
