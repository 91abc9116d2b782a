using Zkml.Gadgets.Alignment;
using Zkml.Networks;

namespace Zkml.Statements.Face;

/// <summary>Devices that sign whole frames: their size, and by what factor a frame is made smaller before the face is read from it (docs/alignment.md).</summary>
/// <param name="Width">A multiple of 16 and of the factor.</param>
/// <param name="Height">A multiple of the factor; width · height is one of 64.</param>
/// <param name="Factor">1 … 4.</param>
public sealed record FaceFrame(int Width, int Height, int Factor = 1)
{
    public override string ToString() => FormattableString.Invariant($"{Width}x{Height}/{Factor}");

    internal AlignmentShape To(TensorShape image) => new(Width, Height, Factor, image.Width, image.Height);
}
