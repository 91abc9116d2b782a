namespace Zkml.Networks;

/// <summary>
/// What a model takes a byte of an image for: (pixel / 255 − mean) / deviation. Model files do not say it, and another scale is another function, so
/// it stands beside the file's id wherever a model is named.
/// </summary>
public enum PixelScale
{
    /// <summary>From −1 to 1: mean and deviation 0.5.</summary>
    Symmetric = 1,

    /// <summary>Means 0.485, 0.456, 0.406 and deviations 0.229, 0.224, 0.225 of red, green and blue, as networks trained on ImageNet have it.</summary>
    ImageNet = 2,
}
