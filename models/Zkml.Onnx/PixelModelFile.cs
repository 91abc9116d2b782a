using System.Diagnostics.CodeAnalysis;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>Makes a network of raw pixels from a model's file; the id is always that of the file itself.</summary>
public static class PixelModelFile
{
    private static readonly double[] Half = [0.5], Means = [0.485, 0.456, 0.406], Deviations = [0.229, 0.224, 0.225];

    /// <summary>False, with one sentence, when the file is no model that can be proved, or takes no float image of one or three channels.</summary>
    public static bool TryImport(ReadOnlyMemory<byte> file, PixelScale scale, [NotNullWhen(true)] out PixelModel? model, out string problem)
    {
        model = null;
        if (!OnnxImporter.TryImport(file.ToArray(), out ImportedModel? imported, out problem))
        {
            return false;
        }

        int channels = imported!.Network.Input.Shape.Channels;
        problem = !imported.InputIsFloat ? "The model takes integers, not an image in floats."
            : scale == PixelScale.ImageNet && channels != Means.Length ? $"The scale imagenet is for three channels; the model takes {channels}."
            : "";
        if (problem.Length == 0)
        {
            (double[] mean, double[] deviation) = scale == PixelScale.ImageNet ? (Means, Deviations) : (Half, Half);
            model = new PixelModel(Convert.ToHexStringLower(imported.Id.AsSpan()), scale, PixelNetwork.Of(imported, mean, deviation));
        }

        return model is not null;
    }
}
