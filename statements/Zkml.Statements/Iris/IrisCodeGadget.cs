using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>
/// From pixels x (columns × rows) and their mask to code bits b and mask bits m. Order of all axes: column j, filter f, part, row i.
///   x ∈ [0, 255]                                                             looked up
///   D = Σ_a Σ_c x[(⌊j·W/256⌋ − P/2 + c) mod W, top_i + a] · K[ktop_i + a, c]   linear in x
///   D − 1 + 2^27·(1 − b) = low + 2^14·high,  low ∈ [0, 2^14), high ∈ [0, 2^13)  so b = [D > 0]
///   m by one of the rules                                                     <see cref="IrisMaskGadget"/>
///   Σ m − quality floor = Σ_k 2^k·bit_k,  15 bits                             m counts for each part
/// </summary>
/// <remarks>
/// Bounds, checked when the statement is built: |D| &lt; 2^27 for all bytes, so both sides of the third line are below 2^29 and nothing
/// wraps: b = 1 makes D ≥ 1, b = 0 makes D ≤ 0. In the last line all is below 2^16. The 44 terms of the view D stand in no product.
/// </remarks>
internal sealed class IrisCodeGadget
{
    public const int LowBits = 14, HighBits = 13, ResponseBits = LowBits + HighBits, QualityBits = 15;

    private readonly int _width;

    public IrisCodeGadget(StatementBuilder builder, int width, MaskRule rule)
    {
        _width = width;
        RequireBounds();
        Pixels = builder.Commit("pixels", width, ProbeGrid.ImageRows);
        PixelMask = builder.CommitBits("pixel mask", width, ProbeGrid.ImageRows);
        Code = builder.CommitBits("code", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows);
        Low = builder.Commit("responses low", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows);
        High = builder.Commit("responses high", ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows);
        QualityFloor = builder.Public("quality floor", 1, 1, 1);
        QualityMargin = builder.CommitBits("quality margin", 1, 1, QualityBits);
        builder.AssertRange("pixels are bytes", Pixels.View, 0, byte.MaxValue);
        ConstrainCode(builder);
        Mask = IrisMaskGadget.Of(rule, builder, new IrisResponses(Code, Low, High, PixelMask));
        ConstrainQuality(builder);
    }

    /// <summary>Columns × rows.</summary>
    public Tensor Pixels { get; }

    /// <summary>Columns × rows.</summary>
    public Tensor PixelMask { get; }

    public Tensor Code { get; }

    public Tensor Low { get; }

    public Tensor High { get; }

    public IrisMaskGadget Mask { get; }

    public Tensor QualityFloor { get; }

    public Tensor QualityMargin { get; }

    private void ConstrainCode(StatementBuilder builder)
    {
        View ones = View.Constant(Code.Shape, 1);
        View responses = new IrisWindows(_width).Sums(Pixels, weight => weight);
        builder.AssertZero("code", responses - ones + (1L << ResponseBits) * (ones - Code.View) - Low.View - (1L << LowBits) * High.View);
        builder.AssertRange("low response", Low.View, 0, (1L << LowBits) - 1);
        builder.AssertRange("high response", High.View, 0, (1L << HighBits) - 1);
    }

    private void ConstrainQuality(StatementBuilder builder)
    {
        int kinds = ProbeGrid.Filters * Mask.Bits.Shape[2];
        View valid = (long)Mask.PartsPerBit * Mask.Bits.MapAs(
            Shape.Of(ProbeGrid.Columns, kinds, ProbeGrid.Rows), AxisMap.Sum(ProbeGrid.Columns), AxisMap.Sum(kinds), AxisMap.Sum(ProbeGrid.Rows));
        View margin = QualityMargin.Map(AxisMap.Identity(1), AxisMap.Identity(1), AxisMap.Contract(
            [.. Enumerable.Range(0, QualityBits).Select(bit => (Coefficient)(1L << bit))]));
        builder.AssertZero("quality", valid - QualityFloor.View - margin);
    }

    private static void RequireBounds()
    {
        foreach (GaborKernel kernel in GaborKernel.All)
        {
            long response = Math.Max(kernel.ResponseBound(0), kernel.ResponseBound(1));
            if (response >= 1L << ResponseBits)
            {
                throw new InvalidOperationException($"Responses up to {response} do not fit their digits.");
            }
        }
    }
}
