namespace Zkml.Models.Iris;

/// <summary>
/// Names what a template is computed by: SHA-256 of the published ONNX file, in lower-case hexadecimal. The ids are constants, so that who checks a proof needs
/// neither a reader of such files nor what runs them; a test holds them to the files, and the files to the formula of the kernels.
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
        (512, MaskRule.OpenIris) => "4fd10d6bec67f3149c49d154691b4d0c1da3c87347a8a2641bacc53bfbb155c1",
        (1024, MaskRule.OpenIris) => "7fb5507ac718e8d6258a87060f8bd97c8eb570151858bce485762cbe91dfb44a",
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "A model is for 512 or 1024 columns and a known rule."),
    };

    /// <summary>The published file, for who runs the model or hands it on. Its SHA-256 is the id.</summary>
    public static byte[] File(int width, MaskRule rule)
    {
        string name = FileName(width, rule);
        using Stream stream = typeof(IrisModel).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentOutOfRangeException(nameof(width), width, $"There is no model {name}.");
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }

    /// <summary>Under which the file is published.</summary>
    public static string FileName(int width, MaskRule rule) =>
        FormattableString.Invariant($"iris-code-v1-{width}-{(rule == MaskRule.Simple ? "simple" : "open-iris")}.onnx");
}
