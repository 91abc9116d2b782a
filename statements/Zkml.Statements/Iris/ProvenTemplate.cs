using Zkml.Models.Iris;

namespace Zkml.Statements.Iris;

/// <summary>
/// Code and mask as the statement has them (mask by the simple rule), one byte per bit in the order of serialisation: 16 rows, 256 columns,
/// 2 filters, 2 parts.
/// </summary>
public sealed class ProvenTemplate : IDisposable
{
    private ProvenTemplate(byte[] code, byte[] mask) => (Code, Mask) = (code, mask);

    public byte[] Code { get; }

    public byte[] Mask { get; }

    public static ProvenTemplate Of(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, int width)
    {
        int[] responses = IrisCode.Responses(pixels, width), margins = IrisCode.MaskMargins(mask, width);
        ProvenTemplate template = Of(responses, margins);
        Array.Clear(responses);
        Array.Clear(margins);
        return template;
    }

    /// <param name="responses">In the order (column, filter, part, row).</param>
    /// <param name="margins">In the order (column, filter, row).</param>
    internal static ProvenTemplate Of(ReadOnlySpan<int> responses, ReadOnlySpan<int> margins)
    {
        const int Kinds = ProbeGrid.Filters * ProbeGrid.Parts;
        byte[] code = new byte[ProbeGrid.Bits], mask = new byte[ProbeGrid.Bits];
        for (int bit = 0; bit < ProbeGrid.Bits; bit++)
        {
            int row = bit / (ProbeGrid.Columns * Kinds), rest = bit % (ProbeGrid.Columns * Kinds);
            code[bit] = responses[rest * ProbeGrid.Rows + row] > 0 ? (byte)1 : (byte)0;
            mask[bit] = margins[rest / ProbeGrid.Parts * ProbeGrid.Rows + row] >= 0 ? (byte)1 : (byte)0;
        }

        return new ProvenTemplate(code, mask);
    }

    public void Dispose()
    {
        Array.Clear(Code);
        Array.Clear(Mask);
    }

    public override string ToString() => nameof(ProvenTemplate);
}
