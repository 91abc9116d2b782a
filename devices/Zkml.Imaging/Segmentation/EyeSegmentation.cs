namespace Zkml.Imaging;

/// <summary>Where the iris is, and what covers it.</summary>
public sealed class EyeSegmentation(EyeGeometry geometry, GreyImage noise) : IDisposable
{
    public EyeGeometry Geometry { get; } = geometry;

    /// <summary>1 where a lash or a reflection covers the iris; as large as the image.</summary>
    public GreyImage Noise { get; } = noise;

    public void Dispose() => Noise.Dispose();
}
