using Zkml.Networks;
using Zkml.Onnx;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Tests;

/// <summary>A model of faces whose proof takes a moment: one convolution of 16 × 16 pixels to eight values, drawn from a seed. It knows nobody.</summary>
internal static class SmallFaceModel
{
    public const int Side = 16, Values = 8;

    private const int Colours = 3;

    /// <summary>The ONNX file.</summary>
    /// <param name="seed">Another number is another model.</param>
    /// <param name="provable">False: with a maximum of sums that are not quantised, which no proof has a table for.</param>
    public static byte[] File(int seed = 1, bool provable = true)
    {
        int window = provable ? Side : Side / 2;
        var writer = new GraphWriter();
        writer.Input("input", DataType.Float, 1, Colours, Side, Side);
        writer.Output("output", DataType.Int8, 1, Values);
        string fine = writer.Floats("fine", [1f / 128]), coarse = writer.Floats("coarse", [1f / 16]), zero = writer.SignedBytes("zero", [0]);
        string pixels = Back("pixels", writer.Node("QuantizeLinear", "pixels_q", ["input", fine, zero]), fine);
        var random = new Random(seed);
        sbyte[] drawn = [.. Enumerable.Range(0, Values * Colours * window * window).Select(_ => (sbyte)random.Next(-60, 60))];
        string weights = Back("weights", writer.SignedBytes("weights_q", drawn, Values, Colours, window, window), fine);
        string sums = writer.Node("Conv", "sums", [pixels, weights], GraphWriter.List("kernel_shape", window, window), GraphWriter.List("strides", window, window));
        sums = provable ? sums : writer.Node("MaxPool", "most", [sums], GraphWriter.List("kernel_shape", 2, 2), GraphWriter.List("strides", 2, 2));
        writer.Node("QuantizeLinear", "output", [writer.Node("Flatten", "flat", [sums]), coarse, zero]);
        return writer.ToBytes();

        string Back(string name, string quantised, string scale) => writer.Node("DequantizeLinear", name, [quantised, scale, zero]);
    }

    public static PixelModel Model(int seed = 1) =>
        PixelModelFile.TryImport(File(seed), PixelScale.Symmetric, out PixelModel? model, out string problem) ? model : throw new InvalidOperationException(problem);

    /// <summary>Into a folder that is made for it.</summary>
    /// <returns>The folder.</returns>
    public static string WriteTo(string folder, params int[] seeds)
    {
        Directory.CreateDirectory(folder);
        foreach (int seed in seeds)
        {
            System.IO.File.WriteAllBytes(Path.Combine(folder, $"{seed}.onnx"), File(seed));
        }

        return folder;
    }
}
