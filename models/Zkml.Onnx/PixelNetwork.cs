using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>
/// A network of raw pixels: before the model stands one table for each channel, from a byte to the model's quantised input,
/// (pixel / 255 − mean) / deviation. So a proof that starts from the bytes a camera signed needs no arithmetic of its own.
/// </summary>
public static class PixelNetwork
{
    private const int Levels = 256;

    /// <param name="model">Takes a float image.</param>
    /// <param name="mean">One number or one for each channel.</param>
    /// <param name="deviation">Likewise, positive.</param>
    public static IntegerNetwork Of(ImportedModel model, ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
    {
        ArgumentNullException.ThrowIfNull(model);
        IntegerNetwork network = model.Network;
        NetworkTensor input = network.Input;
        ArgumentOutOfRangeException.ThrowIfEqual(model.InputIsFloat, false, nameof(model));
        ArgumentOutOfRangeException.ThrowIfEqual(mean.Length == 1 || mean.Length == input.Shape.Channels, false, nameof(mean));
        ArgumentOutOfRangeException.ThrowIfEqual(deviation.Length == 1 || deviation.Length == input.Shape.Channels, false, nameof(deviation));
        int rows = Math.Max(mean.Length, deviation.Length);
        var table = new short[rows * Levels];
        for (int k = 0; k < table.Length; k++)
        {
            int c = k / Levels;
            double real = (((k % Levels) / 255.0) - mean[mean.Length == 1 ? 0 : c]) / deviation[deviation.Length == 1 ? 0 : c];
            table[k] = (short)Math.Clamp(Math.Round(real / input.Scales[0], MidpointRounding.ToEven), input.Interval.Min, input.Interval.Max);
        }

        // The model's tensors keep their indices: its input becomes the table's output.
        var pixels = new NetworkTensor(network.Tensors.Length, "pixels", input.Shape, new Interval(0, Levels - 1));
        var layer = new LookupLayer("pixels", pixels.Index, input.Index, 0, Levels, [.. table]);
        return network with { Tensors = network.Tensors.Add(pixels), Layers = network.Layers.Insert(0, layer), InputIndex = pixels.Index };
    }
}
