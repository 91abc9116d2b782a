using Zkml.Fields;

namespace Zkml.Gadgets.Alignment;

/// <summary>The public sizes of an alignment: from a frame, made smaller by a whole factor, to an image of a face. Three colours, rows one after another.</summary>
/// <param name="FrameWidth">A multiple of the factor, as the height.</param>
/// <param name="FrameHeight">In pixels.</param>
/// <param name="Factor">1 to 4: every so many pixels in both directions are averaged first, because a sample of four pixels alone would miss most of a large face.</param>
/// <param name="Width">Of the image that comes out.</param>
/// <param name="Height">Of the image that comes out.</param>
public sealed record AlignmentShape(int FrameWidth, int FrameHeight, int Factor, int Width, int Height)
{
    public const int Channels = 3, MaxFactor = 4;

    /// <summary>Null when the sizes can be proved, else what is wrong with them, in one sentence.</summary>
    public string? Problem =>
        Factor is < 1 or > MaxFactor ? $"A frame is made smaller by a factor of 1 to {MaxFactor}, not {Factor}."
        : FrameWidth < 1 || FrameHeight < 1 || FrameWidth % Factor != 0 || FrameHeight % Factor != 0 ? $"The sides of a frame are multiples of {Factor}."
        : Width < 1 || Height < 1 ? "An image has pixels."
        : LargestCoordinate >= KoalaBear.Modulus ? "The frame or the image is too large for its coordinates to be proved."
        : null;

    public int ReducedWidth => FrameWidth / Factor;

    public int ReducedHeight => FrameHeight / Factor;

    public int FramePixels => FrameWidth * FrameHeight;

    public int ReducedPixels => ReducedWidth * ReducedHeight;

    /// <summary>Of the image that comes out.</summary>
    public int Pixels => Width * Height;

    /// <summary>
    /// No coordinate of a transform in range and none within the frame are farther apart than this; while it is below p, an equation between them modulo p is one
    /// between integers.
    /// </summary>
    private long LargestCoordinate =>
        (((long)Width - 1 + Height - 1 + Similarity.ShiftUnit) << (Similarity.Bits - 1)) + ((long)Math.Max(ReducedWidth, ReducedHeight) << Similarity.FractionBits);
}
