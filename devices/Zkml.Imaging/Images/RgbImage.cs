namespace Zkml.Imaging;

/// <summary>Red, green, blue, one byte each: a face, or a picture for people.</summary>
public sealed class RgbImage(int width, int height) : Raster(width, height, 3);
