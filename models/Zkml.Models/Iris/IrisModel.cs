namespace Zkml.Models.Iris;

/// <summary>
/// Names what a template is computed by: SHA-256 of the published ONNX file, in lower-case hexadecimal. The ids are constants, so that who checks a proof needs
/// neither the files nor what reads them; a test holds them to the files, and the files to the formula of the kernels.
/// </summary>
public static class IrisModel
{
    /// <summary>The simple rule: a mask bit is 1 when 9/10 of the window's pixels are valid.</summary>
    public const int MaskNumerator = 9, MaskDenominator = 10;

    /// <param name="width">512 or 1024 columns of the normalised image.</param>
    public static string Id(int width, MaskRule rule) => (width, rule) switch
    {
        (512, MaskRule.Simple) => "53c978983c38bc7e4813a4db3b93b57b18570cfd80771b1adc1a0411b2b305fb",
        (1024, MaskRule.Simple) => "f7d4bef6e37102bfe977b81a8f90078b67c9fa2868775b6309e7b00255aa3ecb",
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "A model is for 512 or 1024 columns and a known rule."),
    };

    /// <summary>Under which the file is published.</summary>
    public static string FileName(int width, MaskRule rule) =>
        FormattableString.Invariant($"iris-code-v1-{width}-{rule.ToString().ToLowerInvariant()}.onnx");
}
