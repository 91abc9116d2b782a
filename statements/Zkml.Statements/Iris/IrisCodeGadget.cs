using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>
/// From pixels x (columns × rows) and their mask to code bits b and mask bits m. Order of all axes: column j, filter f, part, row i.
///   x ∈ [0, 255]                                                             looked up
///   D = Σ_a Σ_c x[(⌊j·W/256⌋ − P/2 + c) mod W, top_i + a] · K[ktop_i + a, c]   linear in x
///   D − 1 + 2^27·(1 − b) = low + 2^14·high,  low ∈ [0, 2^14), high ∈ [0, 2^13)  so b = [D > 0]
///   10·(valid pixels) − 9·(pixels) + 2^13·(1 − m) = excess ∈ [0, 2^13)           so m = [valid ≥ 9/10]
///   2·Σ m − quality floor = Σ_k 2^k·bit_k,  15 bits                              m counts for both parts
/// </summary>
/// <remarks>
/// Bounds, checked when the statement is built: |D| &lt; 2^27 for all bytes, so both sides of the third line are below 2^29 and nothing
/// wraps: b = 1 makes D ≥ 1, b = 0 makes D ≤ 0. Likewise −2^13 &lt; margin &lt; 2^13 in the fourth, and in the last all is below 2^16.
/// Kernel rows with equal weights (u and −u) are one term of the view D: 44 terms in all, none of them in a product.
/// </remarks>
internal sealed class IrisCodeGadget
{
    public const int LowBits = 14, HighBits = 13, ResponseBits = LowBits + HighBits, MarginBits = 13, QualityBits = 15;

    private const int Kinds = ProbeGrid.Filters * ProbeGrid.Parts;

    private readonly int _width;

    public IrisCodeGadget(StatementBuilder builder, int width)
    {
        _width = width;
        RequireBounds();
        Pixels = builder.Commit("pixels", width, ProbeGrid.ImageRows);
        PixelMask = builder.CommitBits("pixel mask", width, ProbeGrid.ImageRows);
        Code = builder.CommitBits("code", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows);
        Low = builder.Commit("responses low", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows);
        High = builder.Commit("responses high", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows);
        Mask = builder.CommitBits("mask", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Rows);
        Excess = builder.Commit("mask excess", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Rows);
        QualityFloor = builder.Public("quality floor", 1, 1, 1);
        QualityMargin = builder.CommitBits("quality margin", 1, 1, QualityBits);
        builder.AssertRange("pixels are bytes", Pixels.View, 0, byte.MaxValue);
        ConstrainCode(builder);
        ConstrainMask(builder);
        ConstrainQuality(builder);
    }

    /// <summary>Columns × rows.</summary>
    public Tensor Pixels { get; }

    /// <summary>Columns × rows.</summary>
    public Tensor PixelMask { get; }

    public Tensor Code { get; }

    public Tensor Low { get; }

    public Tensor High { get; }

    /// <summary>Column, filter, row: one bit for both parts.</summary>
    public Tensor Mask { get; }

    /// <summary>In the shape of <see cref="Code"/>.</summary>
    public View MaskOfParts => Mask.MapAs(
        Shape.Of(ProbeGrid.Columns, ProbeGrid.Filters, 1, ProbeGrid.Rows),
        AxisMap.Identity(ProbeGrid.Columns), AxisMap.Identity(ProbeGrid.Filters), AxisMap.Broadcast(ProbeGrid.Parts), AxisMap.Identity(ProbeGrid.Rows));

    public Tensor Excess { get; }

    public Tensor QualityFloor { get; }

    public Tensor QualityMargin { get; }

    private void ConstrainCode(StatementBuilder builder)
    {
        View ones = View.Constant(Code.Shape, 1);
        builder.AssertZero("code", Responses() - ones + (1L << ResponseBits) * (ones - Code.View) - Low.View - (1L << LowBits) * High.View);
        builder.AssertRange("low response", Low.View, 0, (1L << LowBits) - 1);
        builder.AssertRange("high response", High.View, 0, (1L << HighBits) - 1);
    }

    /// <summary>Terms with the same kernel rows get the same map object: the proof adds them up before it spreads them over the image.</summary>
    private View Responses()
    {
        View sum = View.Zero(Code.Shape);
        var imageRows = new Dictionary<string, AxisMap>();
        for (int kind = 0; kind < Kinds; kind++)
        {
            int filter = kind / ProbeGrid.Parts, part = kind % ProbeGrid.Parts;
            GaborKernel kernel = GaborKernel.All[filter];
            foreach (IGrouping<string, int> rows in Enumerable.Range(0, GaborKernel.Rows).GroupBy(row => string.Join(' ', Weights(kernel, part, row))))
            {
                string key = string.Join(' ', rows);
                if (!imageRows.TryGetValue(key, out AxisMap? map))
                {
                    imageRows[key] = map = ImageRows([.. rows]);
                }

                sum += Pixels.MapAs(
                    Shape.Of(_width, 1, 1, ProbeGrid.ImageRows),
                    Circulant(Weights(kernel, part, rows.First())),
                    AxisMap.Place(ProbeGrid.Filters, filter),
                    AxisMap.Place(ProbeGrid.Parts, part),
                    map);
            }
        }

        return sum;
    }

    private void ConstrainMask(StatementBuilder builder)
    {
        View ones = View.Constant(Mask.Shape, 1), margin = View.Zero(Mask.Shape);
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            int columns = GaborKernel.All[filter].Columns;
            margin += (long)IrisModel.MaskDenominator * PixelMask.MapAs(
                Shape.Of(_width, 1, ProbeGrid.ImageRows),
                Circulant([.. Enumerable.Repeat(1, columns)]),
                AxisMap.Place(ProbeGrid.Filters, filter),
                ImageRows([.. Enumerable.Range(0, GaborKernel.Rows)]));
            margin -= (long)(IrisModel.MaskNumerator * columns) * View.ConstantProduct(
                AxisMap.Broadcast(ProbeGrid.Columns),
                AxisMap.Place(ProbeGrid.Filters, filter),
                AxisMap.Weights([.. Enumerable.Range(0, ProbeGrid.Rows).Select(i => (Coefficient)(long)ProbeGrid.Window(i).Count)]));
        }

        builder.AssertZero("mask", margin + (1L << MarginBits) * (ones - Mask.View) - Excess.View);
        builder.AssertRange("mask excess", Excess.View, 0, (1L << MarginBits) - 1);
    }

    private void ConstrainQuality(StatementBuilder builder)
    {
        View valid = Mask.Map(AxisMap.Sum(ProbeGrid.Columns), AxisMap.Sum(ProbeGrid.Filters), AxisMap.Sum(ProbeGrid.Rows));
        View margin = QualityMargin.Map(AxisMap.Identity(1), AxisMap.Identity(1), AxisMap.Contract(
            [.. Enumerable.Range(0, QualityBits).Select(bit => (Coefficient)(1L << bit))]));
        builder.AssertZero("quality", (long)ProbeGrid.Parts * valid - QualityFloor.View - margin);
    }

    /// <summary>Out j reads columns ⌊j·W/256⌋ − P/2 + c with weight c.</summary>
    private AxisMap Circulant(int[] weights) => AxisMap.Sparse(ProbeGrid.Columns, _width, [.. Enumerable.Range(0, ProbeGrid.Columns * weights.Length)
        .Select(e => (J: e / weights.Length, C: e % weights.Length))
        .Select(e => new AxisMap.Entry(e.J, (ProbeGrid.FirstColumn(e.J, _width, weights.Length) + e.C + _width) % _width, (long)weights[e.C]))]);

    /// <summary>Out i reads the image rows that lie under these kernel rows.</summary>
    private static AxisMap ImageRows(int[] kernelRows) => AxisMap.Sparse(ProbeGrid.Rows, ProbeGrid.ImageRows, [.. Enumerable.Range(0, ProbeGrid.Rows)
        .SelectMany(i => kernelRows.Select(row => (I: i, Row: row - ProbeGrid.Window(i).KernelTop)))
        .Where(e => e.Row >= 0 && e.Row < ProbeGrid.Window(e.I).Count)
        .Select(e => new AxisMap.Entry(e.I, ProbeGrid.Window(e.I).Top + e.Row, 1))]);

    private static int[] Weights(GaborKernel kernel, int part, int row) => [.. Enumerable.Range(0, kernel.Columns).Select(c => kernel[part, row, c])];

    private static void RequireBounds()
    {
        foreach (GaborKernel kernel in GaborKernel.All)
        {
            long response = Math.Max(kernel.ResponseBound(0), kernel.ResponseBound(1)), pixels = GaborKernel.Rows * kernel.Columns;
            if (response >= 1L << ResponseBits || IrisModel.MaskNumerator * pixels >= 1L << MarginBits)
            {
                throw new InvalidOperationException($"Responses up to {response} or margins of {pixels} pixels do not fit their digits.");
            }
        }
    }
}
