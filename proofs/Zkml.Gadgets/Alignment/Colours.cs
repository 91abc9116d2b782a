using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Alignment;

/// <summary>Bytes of red, green, blue in a tensor of pixels × colours.</summary>
internal static class Colours
{
    public static int Cell(Tensor tensor, int index) =>
        index / AlignmentShape.Channels * tensor.Shape.Stride(0) + index % AlignmentShape.Channels;

    public static void Write(Witness witness, Tensor tensor, ReadOnlySpan<byte> bytes)
    {
        Span<uint> cells = witness[tensor];
        for (int k = 0; k < bytes.Length; k++)
        {
            cells[Cell(tensor, k)] = KoalaBear.FromInt64(bytes[k]).Montgomery;
        }
    }
}
