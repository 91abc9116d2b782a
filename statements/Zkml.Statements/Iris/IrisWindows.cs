using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>Sums over the windows of all probes as views of an image (columns × rows).</summary>
internal sealed class IrisWindows(int width)
{
    /// <summary>
    /// Σ value · weight(kernel) over each window: column, filter, part, row. Kernel rows with equal weights (u and −u) are one term, 44 in all; terms with
    /// the same kernel rows get the same map object, and the proof adds them up before it spreads them over the image.
    /// </summary>
    public View Sums(Tensor values, Func<int, int> weight)
    {
        View sum = View.Zero(Shape.Of(ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows));
        var imageRows = new Dictionary<string, AxisMap>();
        for (int kind = 0; kind < ProbeGrid.Filters * ProbeGrid.Parts; kind++)
        {
            int filter = kind / ProbeGrid.Parts, part = kind % ProbeGrid.Parts;
            GaborKernel kernel = GaborKernel.All[filter];
            int[] Weights(int row) => [.. Enumerable.Range(0, kernel.Columns).Select(c => weight(kernel[part, row, c]))];
            foreach (IGrouping<string, int> rows in Enumerable.Range(0, GaborKernel.Rows).GroupBy(row => string.Join(' ', Weights(row))))
            {
                string key = string.Join(' ', rows);
                if (!imageRows.TryGetValue(key, out AxisMap? map))
                {
                    imageRows[key] = map = ImageRows([.. rows]);
                }

                sum += values.MapAs(
                    Shape.Of(width, 1, 1, ProbeGrid.ImageRows),
                    Circulant(Weights(rows.First())),
                    AxisMap.Place(ProbeGrid.Filters, filter),
                    AxisMap.Place(ProbeGrid.Parts, part),
                    map);
            }
        }

        return sum;
    }

    /// <summary>Σ value over each window: column, filter, 1, row.</summary>
    public View Counts(Tensor values)
    {
        View sum = View.Zero(Shape.Of(ProbeGrid.Columns, ProbeGrid.Filters, 1, ProbeGrid.Rows));
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            sum += values.MapAs(
                Shape.Of(width, 1, 1, ProbeGrid.ImageRows),
                Circulant([.. Enumerable.Repeat(1, GaborKernel.All[filter].Columns)]),
                AxisMap.Place(ProbeGrid.Filters, filter),
                AxisMap.Identity(1),
                ImageRows([.. Enumerable.Range(0, GaborKernel.Rows)]));
        }

        return sum;
    }

    /// <summary>Public numbers of filter, part and probe row, the same at every column.</summary>
    /// <param name="parts">2, or 1 for numbers of both parts.</param>
    /// <param name="value">Of filter, part, row.</param>
    public static View Constants(int parts, Func<int, int, int, long> value)
    {
        View sum = View.Zero(Shape.Of(ProbeGrid.Columns, ProbeGrid.Filters, parts, ProbeGrid.Rows));
        for (int kind = 0; kind < ProbeGrid.Filters * parts; kind++)
        {
            int filter = kind / parts, part = kind % parts;
            sum += View.ConstantProduct(
                AxisMap.Broadcast(ProbeGrid.Columns),
                AxisMap.Place(ProbeGrid.Filters, filter),
                AxisMap.Place(parts, part),
                AxisMap.Weights([.. Enumerable.Range(0, ProbeGrid.Rows).Select(i => (Coefficient)value(filter, part, i))]));
        }

        return sum;
    }

    /// <summary>Out j reads columns ⌊j·W/256⌋ − P/2 + c with weight c.</summary>
    private AxisMap Circulant(int[] weights) => AxisMap.Sparse(ProbeGrid.Columns, width, [.. Enumerable.Range(0, ProbeGrid.Columns * weights.Length)
        .Select(e => (J: e / weights.Length, C: e % weights.Length))
        .Select(e => new AxisMap.Entry(e.J, (ProbeGrid.FirstColumn(e.J, width, weights.Length) + e.C + width) % width, (long)weights[e.C]))]);

    /// <summary>Out i reads the image rows that lie under these kernel rows.</summary>
    private static AxisMap ImageRows(int[] kernelRows) => AxisMap.Sparse(ProbeGrid.Rows, ProbeGrid.ImageRows, [.. Enumerable.Range(0, ProbeGrid.Rows)
        .SelectMany(i => kernelRows.Select(row => (I: i, Row: row - ProbeGrid.Window(i).KernelTop)))
        .Where(e => e.Row >= 0 && e.Row < ProbeGrid.Window(e.I).Count)
        .Select(e => new AxisMap.Entry(e.I, ProbeGrid.Window(e.I).Top + e.Row, 1))]);
}
