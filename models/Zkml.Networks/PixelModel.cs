namespace Zkml.Networks;

/// <summary>A network that starts from the bytes of an image.</summary>
/// <param name="Id">SHA-256 of the model's file, lower-case hexadecimal.</param>
/// <param name="Scale">What its pixels mean.</param>
/// <param name="Network">Of bytes: its input is [0, 255].</param>
public sealed record PixelModel(string Id, PixelScale Scale, IntegerNetwork Network)
{
    /// <summary>Two models with one name compute the same.</summary>
    public string Name => NameOf(Id, Scale);

    public static string NameOf(string id, PixelScale scale) => $"{id} {ScaleName(scale)}";

    public static string ScaleName(PixelScale scale) => scale switch
    {
        PixelScale.Symmetric => "symmetric",
        PixelScale.ImageNet => "imagenet",
        _ => throw new ArgumentOutOfRangeException(nameof(scale)),
    };
}
