using Zkml.Captures;

namespace Zkml.Imaging;

/// <summary>An unrolled iris: 128 radii × 512 or 1024 angles, and where it is really iris (1) and where not (0).</summary>
public sealed class NormalisedIris(int width) : IDisposable
{
    public ImageShape Shape { get; } = ImageShape.Iris(width);

    public GreyImage Pixels { get; } = new(width, ImageShape.IrisHeight);

    public GreyImage Mask { get; } = new(width, ImageShape.IrisHeight);

    public void Dispose()
    {
        Pixels.Dispose();
        Mask.Dispose();
    }

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(NormalisedIris);
}
