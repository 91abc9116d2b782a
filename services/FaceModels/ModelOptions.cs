using System.ComponentModel.DataAnnotations;
using Zkml.Networks;

namespace Zkml.FaceModels;

/// <summary>Section "Models", the same in all services of an issuer.</summary>
public sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>Folder with models of faces (*.onnx, 8 bits), known by the SHA-256 of their files. Without one only irises are taken.</summary>
    public string? Directory { get; set; }

    /// <summary>What the models take pixels for; their files do not say it.</summary>
    [EnumDataType(typeof(PixelScale))]
    public PixelScale Scale { get; set; } = PixelScale.Symmetric;
}
