using System.Collections.Immutable;
using System.Text.Json;
using Zkml.Imaging;
using Zkml.Onnx;

namespace Zkml.Cli.Models;

/// <summary>Reads inputs of a model: PNG or JPEG images of its size, or JSON arrays of numbers. They are private: callers clear them.</summary>
internal sealed class ModelInputs(float[] mean, float[] deviation)
{
    private const int MaxJson = 64 << 20;

    /// <summary>All images and arrays of a folder, by name.</summary>
    public List<float[]> ReadFolder(string folder, ImmutableArray<int> dimensions)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"The folder {folder} does not exist.");
        }

        string[] files = [.. Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".png" or ".jpg" or ".jpeg" or ".json").Order(StringComparer.Ordinal)];
        List<float[]> inputs = [.. files.Select(f => TryRead(f, dimensions, out float[]? input, out _) ? input : null).OfType<float[]>()];
        return inputs.Count > 0 ? inputs
            : throw new UsageException($"The folder {folder} holds no image or JSON array of the model's size, {string.Join(" × ", dimensions)}.");
    }

    public float[] Read(string path, ImmutableArray<int> dimensions) =>
        TryRead(path, dimensions, out float[]? input, out string reason) ? input! : throw new UsageException($"{path}: {reason}");

    /// <summary>The integers that the network starts from.</summary>
    public int[] ReadIntegers(string path, ImportedModel model)
    {
        float[] input = Read(path, model.InputDimensions);
        int[] integers = model.InputIsFloat ? model.QuantiseInput(input) : Bytes(model, input);
        Array.Clear(input);
        return integers;
    }

    /// <summary>A model of bytes takes whole numbers.</summary>
    private static int[] Bytes(ImportedModel model, float[] input) => Array.TrueForAll(input, v => v == MathF.Floor(v) && model.Network.Input.Interval.Contains((long)v))
        ? Array.ConvertAll(input, v => (int)v)
        : throw new UsageException($"The model takes whole numbers in {model.Network.Input.Interval}.");

    private bool TryRead(string path, ImmutableArray<int> dimensions, out float[]? input, out string reason) =>
        Path.GetExtension(path) == ".json" ? TryReadJson(path, dimensions, out input, out reason) : TryReadImage(path, dimensions, out input, out reason);

    private bool TryReadImage(string path, ImmutableArray<int> dimensions, out float[]? input, out string reason)
    {
        input = null;
        if (dimensions is not [1, 1 or 3, _, _])
        {
            reason = "the model does not take an image of one or three channels; give a JSON array.";
            return false;
        }

        byte[] file = InputFile.Read(path, SkiaImageCodec.MaxFileLength);
        var codec = new SkiaImageCodec();
        Raster? image = dimensions[1] == 3
            ? codec.TryDecodeRgb(file, out RgbImage? rgb, out string? fault) ? rgb : null
            : codec.TryDecodeGrey(file, out GreyImage? grey, out fault) ? grey : null;
        reason = fault ?? (image!.Width != dimensions[3] || image.Height != dimensions[2]
            ? $"the image has {image.Width} × {image.Height} pixels, the model takes {dimensions[3]} × {dimensions[2]}." : string.Empty);
        using (image as IDisposable)
        {
            input = reason.Length == 0 ? Planes(image!) : null;
        }

        return input is not null;
    }

    /// <summary>One plane for each channel.</summary>
    private float[] Planes(Raster image)
    {
        int plane = image.Width * image.Height;
        float[] planes = new float[plane * image.Channels];
        for (int c = 0; c < image.Channels; c++)
        {
            float m = mean[mean.Length == 1 ? 0 : c], s = deviation[deviation.Length == 1 ? 0 : c];
            for (int k = 0; k < plane; k++)
            {
                planes[(c * plane) + k] = ((image.Pixels[(k * image.Channels) + c] / 255f) - m) / s;
            }
        }

        return planes;
    }

    private static bool TryReadJson(string path, ImmutableArray<int> dimensions, out float[]? input, out string reason)
    {
        int count = 1;
        foreach (int d in dimensions)
        {
            count *= d;
        }

        try
        {
            input = JsonSerializer.Deserialize(InputFile.Read(path, MaxJson), ZkmlJson.Default.SingleArray);
        }
        catch (JsonException)
        {
            input = null;
        }

        reason = input is null ? "this is not a JSON array of numbers."
            : input.Length != count ? $"it has {input.Length} numbers, the model takes {count}." : string.Empty;
        return reason.Length == 0;
    }
}
