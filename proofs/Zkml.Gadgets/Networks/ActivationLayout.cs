using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// How activations lie in a tensor: plane × channels, all channels of a pixel side by side. The plane is the slowest axis, so that an image of
/// any size leaves no gaps, and channel counts that are powers of two none at all.
/// </summary>
public static class ActivationLayout
{
    /// <summary>Writes values that stand channel by channel, as networks compute them.</summary>
    public static void Write(Witness witness, Tensor tensor, ReadOnlySpan<int> values)
    {
        int plane = tensor.Shape[0], channels = tensor.Shape[1], stride = tensor.Shape.Stride(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, plane * channels, nameof(values));
        Span<uint> cells = witness[tensor];
        for (int c = 0; c < channels; c++)
        {
            for (int p = 0; p < plane; p++)
            {
                cells[p * stride + c] = KoalaBear.FromInt64(values[c * plane + p]).Montgomery;
            }
        }
    }
}
