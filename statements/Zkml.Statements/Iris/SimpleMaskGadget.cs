using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>
/// One bit for both parts:  10·(valid pixels) − 9·(pixels) + 2^13·(1 − m) = excess ∈ [0, 2^13),  so m = [valid ≥ 9/10 of the window].
/// Margins are between −2^13 and 2^13, checked when the statement is built, so nothing wraps and m = 1 exactly for those not negative.
/// </summary>
internal sealed class SimpleMaskGadget : IrisMaskGadget
{
    private const int MarginBits = 13;

    private readonly int _width;
    private readonly Tensor _excess;

    public SimpleMaskGadget(StatementBuilder builder, IrisResponses given)
    {
        _width = given.Width;
        int pixels = GaborKernel.Rows * GaborKernel.All.Max(k => k.Columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(IrisModel.MaskNumerator * pixels, 1 << MarginBits, nameof(pixels));
        Bits = builder.CommitBits("mask", ProbeGrid.Columns, ProbeGrid.Filters, 1, ProbeGrid.Rows);
        _excess = builder.Commit("mask excess", ProbeGrid.Columns, ProbeGrid.Filters, 1, ProbeGrid.Rows);
        View least = IrisWindows.Constants(1, (filter, _, i) => IrisModel.MaskNumerator * ProbeGrid.Window(i).Count * GaborKernel.All[filter].Columns);
        View margin = (long)IrisModel.MaskDenominator * new IrisWindows(given.Width).Counts(given.PixelMask) - least;
        builder.AssertZero("mask", margin + (1L << MarginBits) * (View.Constant(Bits.Shape, 1) - Bits.View) - _excess.View);
        builder.AssertRange("mask excess", _excess.View, 0, (1L << MarginBits) - 1);
    }

    public override Tensor Bits { get; }

    public override int Fill(Witness witness, ReadOnlySpan<int> responses, ReadOnlySpan<byte> mask)
    {
        int[] margins = IrisCode.MaskMargins(mask, _width);
        Span<uint> bits = witness[Bits], excess = witness[_excess];
        int valid = 0;
        for (int cell = 0; cell < margins.Length; cell++)
        {
            int bit = margins[cell] >= 0 ? 1 : 0;
            bits[cell] = Words[bit];
            excess[cell] = Words[margins[cell] + ((1 - bit) << MarginBits)];
            valid += bit;
        }

        Array.Clear(margins);
        return PartsPerBit * valid;
    }
}
