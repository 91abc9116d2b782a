using System.Text.Json;
using SkiaSharp;

namespace Zkml.Networks.Tests;

/// <summary>The synthetic faces beside the checkout, with the embeddings that another implementation gave for them.</summary>
internal static class Faces
{
    public const int Side = 112;

    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f];

    public static IReadOnlyList<Face> All()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Require("images", "faces", "golden.json")));
        return [.. golden.RootElement.GetProperty("images").EnumerateObject().Select(i => new Face(
            i.Name,
            i.Value.GetProperty("identity").GetString()!,
            Pixels(SharedData.Require(["images", "faces", .. i.Name.Split('/')])),
            [.. i.Value.GetProperty("float_embedding").EnumerateArray().Select(v => v.GetSingle())],
            [.. i.Value.GetProperty("int8_pow2_embedding_q").EnumerateArray().Select(v => v.GetInt32())],
            [.. i.Value.GetProperty("espdl_mfn_embedding_q").EnumerateArray().Select(v => v.GetInt32())]))];
    }

    /// <summary>The input of the float model and of our quantised one: (rgb / 255 − mean) / deviation.</summary>
    public static float[] Normalised(byte[] pixels)
    {
        float[] x = new float[pixels.Length];
        for (int k = 0; k < x.Length; k++)
        {
            int channel = k / (Side * Side);
            x[k] = ((pixels[k] / 255f) - Mean[channel]) / Deviation[channel];
        }

        return x;
    }

    /// <summary>The input of the vendor's model: (rgb − 127.5) / 127.5.</summary>
    public static float[] Centred(byte[] pixels) => Array.ConvertAll(pixels, p => (p - 127.5f) / 127.5f);

    /// <summary>Red, green and blue planes.</summary>
    private static byte[] Pixels(string path)
    {
        using SKBitmap bitmap = SKBitmap.Decode(path);
        Assert.Equal((Side, Side), (bitmap.Width, bitmap.Height));
        byte[] planes = new byte[3 * Side * Side];
        for (int k = 0; k < Side * Side; k++)
        {
            SKColor colour = bitmap.GetPixel(k % Side, k / Side);
            (planes[k], planes[k + (Side * Side)], planes[k + (2 * Side * Side)]) = (colour.Red, colour.Green, colour.Blue);
        }

        return planes;
    }
}
