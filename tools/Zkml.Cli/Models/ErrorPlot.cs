using System.Collections.Immutable;
using Zkml.Imaging;
using Zkml.Quantisation;

namespace Zkml.Cli.Models;

/// <summary>The relative error of each layer as a bar, first layer on the left; a full bar is the largest error, grey lines are tenths of it.</summary>
internal static class ErrorPlot
{
    private const int Height = 240, Bar = 8, Gap = 3;

    public static byte[] Draw(ImmutableArray<LayerError> layers)
    {
        var image = new RgbImage(Math.Max(1, layers.Length) * (Bar + Gap) + Gap, Height);
        image.Pixels.Fill(255);
        double largest = layers.IsEmpty ? 1 : Math.Max(layers.Max(l => l.RelativeError), 1e-9);
        for (int tenth = 1; tenth < 10; tenth++)
        {
            Fill(image, (0, image.Width), (Height * tenth / 10, (Height * tenth / 10) + 1), (225, 225, 225));
        }

        for (int k = 0; k < layers.Length; k++)
        {
            int left = Gap + (k * (Bar + Gap)), top = Height - (int)Math.Round(Height * layers[k].RelativeError / largest);
            Fill(image, (left, left + Bar), (top, Height), (40, 90, 160));
        }

        return new SkiaImageCodec().EncodePng(image);
    }

    private static void Fill(RgbImage image, (int From, int To) x, (int From, int To) y, (byte R, byte G, byte B) colour)
    {
        for (int row = y.From; row < y.To; row++)
        {
            for (int column = x.From; column < x.To; column++)
            {
                int at = ((row * image.Width) + column) * image.Channels;
                (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]) = (colour.R, colour.G, colour.B);
            }
        }
    }
}
