using Zkml.Models.Iris;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx.Iris;

/// <summary>
/// Sums over the windows of all probes. With R[i, k] the image row under kernel row k at probe row i, and C[j, b] the image column under kernel column b at
/// probe column j, modulo the width:
///   window[i, k, j, b] = padded[R[i, k], C[j, b]]
///   sum[i, j, part]    = Σ_k Σ_b window[i, k, j, b] · weight[k, b, part]
/// The kernel is cropped at the border by letting R point to a row of zeros below the image.
/// </summary>
/// <remarks>
/// MatMul and ReduceSum of int32, and all sums are below 2^27 in absolute value: exact in whatever order they are added up. Convolutions would not be:
/// ONNX Runtime has them in float32, which is not exact beyond 2^24, and in 8 bits with sums of pairs that saturate on some processors.
/// </remarks>
internal sealed class WindowNodes
{
    private readonly GraphWriter _graph;

    public WindowNodes(GraphWriter graph, int width)
    {
        _graph = graph;
        graph.Bytes("zero_row", new byte[width], 1, width);
        graph.Integers("rows", Rows(), ProbeGrid.Rows, GaborKernel.Rows);
        graph.Longs("kernel_rows_axis", [1], 1);
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            int columns = GaborKernel.All[filter].Columns;
            graph.Integers($"columns_{filter}", Columns(width, columns), ProbeGrid.Columns, columns);
        }
    }

    /// <summary>An input as integers, and below it a row of zeros.</summary>
    public string Padded(string input)
    {
        string padded = _graph.Node("Concat", $"{input}_padded", [input, "zero_row"], GraphWriter.Attribute("axis", 0L));
        return _graph.Node("Cast", $"{input}_integers", [padded], GraphWriter.Attribute("to", (long)DataType.Int32));
    }

    /// <summary>Probe rows × probe columns × parts.</summary>
    /// <param name="weight">Of part, kernel row and kernel column.</param>
    public string Sums(string name, string padded, int filter, Func<int, int, int, GaborKernel, int> weight)
    {
        GaborKernel kernel = GaborKernel.All[filter];
        int[] weights = [.. from row in Enumerable.Range(0, GaborKernel.Rows)
                            from column in Enumerable.Range(0, kernel.Columns)
                            from part in Enumerable.Range(0, ProbeGrid.Parts)
                            select weight(part, row, column, kernel)];
        string initialiser = _graph.Integers($"{name}_weights_{filter}", weights, GaborKernel.Rows, kernel.Columns, ProbeGrid.Parts);
        string columns = _graph.Node("Gather", $"{name}_columns_{filter}", [padded, $"columns_{filter}"], GraphWriter.Attribute("axis", 1L));
        string windows = _graph.Node("Gather", $"{name}_windows_{filter}", [columns, "rows"], GraphWriter.Attribute("axis", 0L));
        string products = _graph.Node("MatMul", $"{name}_of_rows_{filter}", [windows, initialiser]);
        return _graph.Node("ReduceSum", $"{name}_{filter}", [products, "kernel_rows_axis"], GraphWriter.Attribute("keepdims", 0L));
    }

    private static int[] Rows() => [.. from i in Enumerable.Range(0, ProbeGrid.Rows)
                                       let window = ProbeGrid.Window(i)
                                       from k in Enumerable.Range(0, GaborKernel.Rows)
                                       let row = k - window.KernelTop
                                       select row >= 0 && row < window.Count ? window.Top + row : ProbeGrid.ImageRows];

    private static int[] Columns(int width, int columns) => [.. from j in Enumerable.Range(0, ProbeGrid.Columns)
                                                                from b in Enumerable.Range(0, columns)
                                                                select (ProbeGrid.FirstColumn(j, width, columns) + b + width) % width];
}
