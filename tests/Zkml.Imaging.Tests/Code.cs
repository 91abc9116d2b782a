using Zkml.Models.Iris;

namespace Zkml.Imaging.Tests;

/// <summary>An iris code with the mask of the simple rule, and its distance to another, for tests.</summary>
internal sealed class Code
{
    /// <summary>Below it World's production calls two codes one person's.</summary>
    public const double MatchThreshold = 0.345;

    private const int MaxShift = 15, BitsPerColumn = ProbeGrid.Bits / ProbeGrid.Columns;

    private readonly bool[] _bits;
    private readonly bool[] _mask;

    public Code(NormalisedIris iris)
    {
        int[] responses = IrisCode.Responses(iris.Pixels.Pixels, iris.Shape.Width), margins = IrisCode.MaskMargins(iris.Mask.Pixels, iris.Shape.Width);
        _bits = [.. responses.Select(response => response > 0)];
        _mask = [.. Enumerable.Range(0, ProbeGrid.Bits).Select(bit => margins[MarginOf(bit)] >= 0)];
    }

    /// <summary>The least part of differing bits among those that both see, over 31 turns.</summary>
    public double DistanceTo(Code other) => Enumerable.Range(-MaxShift, 2 * MaxShift + 1).Min(shift => Distance(other, shift));

    private double Distance(Code other, int shift)
    {
        int differing = 0, compared = 0;
        for (int bit = 0; bit < _bits.Length; bit++)
        {
            int turned = (bit + (shift + ProbeGrid.Columns) * BitsPerColumn) % _bits.Length;
            bool both = _mask[bit] && other._mask[turned];
            compared += both ? 1 : 0;
            differing += both && _bits[bit] != other._bits[turned] ? 1 : 0;
        }

        return compared == 0 ? 1 : (double)differing / compared;
    }

    /// <summary>Bits are (column, filter, part, row), margins (column, filter, row).</summary>
    private static int MarginOf(int bit)
    {
        int column = bit / BitsPerColumn, filter = bit / (ProbeGrid.Parts * ProbeGrid.Rows) % ProbeGrid.Filters, row = bit % ProbeGrid.Rows;
        return (column * ProbeGrid.Filters + filter) * ProbeGrid.Rows + row;
    }
}
