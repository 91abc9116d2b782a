using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>
/// What a mask is computed from. For every response D, with its digits known to be in range: D − 1 + 2^27·(1 − b) = low + 2^14·high, so b = [D > 0].
/// </summary>
/// <param name="Code">b: column, filter, part, row.</param>
/// <param name="Low">In [0, 2^14), in the shape of Code.</param>
/// <param name="High">In [0, 2^13), in the shape of Code.</param>
/// <param name="PixelMask">Bits: columns × rows of the image.</param>
internal sealed record IrisResponses(Tensor Code, Tensor Low, Tensor High, Tensor PixelMask)
{
    /// <summary>Columns of the image.</summary>
    public int Width => PixelMask.Shape[0];
}
