using Zkml.Fields;
using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>Fills the cells of an <see cref="IrisCodeGadget"/>.</summary>
internal static class IrisCodeSolver
{
    /// <summary>Montgomery words of the numbers that a low digit can be; all others are smaller.</summary>
    private static readonly uint[] Words = [.. Enumerable.Range(0, 1 << IrisCodeGadget.LowBits).Select(i => KoalaBear.FromUInt32((uint)i).Montgomery)];

    /// <returns>How many of the 16 384 mask bits are 1.</returns>
    public static int Fill(Witness witness, IrisCodeGadget gadget, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, int qualityFloor)
    {
        int width = gadget.Pixels.Shape[0];
        Transpose(pixels, width, witness[gadget.Pixels]);
        Transpose(mask, width, witness[gadget.PixelMask]);
        int[] responses = IrisCode.Responses(pixels, width);
        FillCode(witness, gadget, responses);
        int valid = gadget.Mask.Fill(witness, responses, mask);
        for (int bit = 0; bit < IrisCodeGadget.QualityBits; bit++)
        {
            witness.Set(gadget.QualityMargin, bit, ((valid - qualityFloor) >> bit) & 1);
        }

        Array.Clear(responses);
        return valid;
    }

    private static void Transpose(ReadOnlySpan<byte> values, int width, Span<uint> cells)
    {
        for (int x = 0; x < width; x++)
        {
            Span<uint> column = cells.Slice(x * ProbeGrid.ImageRows, ProbeGrid.ImageRows);
            for (int y = 0; y < column.Length; y++)
            {
                column[y] = Words[values[y * width + x]];
            }
        }
    }

    private static void FillCode(Witness witness, IrisCodeGadget gadget, ReadOnlySpan<int> responses)
    {
        Span<uint> code = witness[gadget.Code], low = witness[gadget.Low], high = witness[gadget.High];
        for (int cell = 0; cell < responses.Length; cell++)
        {
            int bit = responses[cell] > 0 ? 1 : 0, shifted = responses[cell] - 1 + ((1 - bit) << IrisCodeGadget.ResponseBits);
            code[cell] = Words[bit];
            low[cell] = Words[shifted & ((1 << IrisCodeGadget.LowBits) - 1)];
            high[cell] = Words[shifted >> IrisCodeGadget.LowBits];
        }
    }
}
