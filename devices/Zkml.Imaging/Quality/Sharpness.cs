namespace Zkml.Imaging;

/// <summary>
/// The sharpness of open-iris: OpenCV's Laplacian with aperture 11 of the normalised image in 0 … 1, its standard deviation where the mask,
/// eroded by 29 rows × 15 columns, is 1. The image is mirrored at its borders without repeating the border; erosion sees nothing beyond.
/// </summary>
internal static class Sharpness
{
    private const int Columns = 512, Aperture = 11, ErodedRows = 29, ErodedColumns = 15;

    /// <summary>(1 + x)^10, and (1 + x)^8 · (1 − x)²: OpenCV's Sobel kernels of order 0 and 2.</summary>
    private static readonly double[] Smoothing = Kernel(0), Second = Kernel(2);

    /// <summary>Of an image of 1024 columns, every second is taken: the score is defined for 512.</summary>
    public static double Of(NormalisedIris iris)
    {
        int step = iris.Pixels.Width / Columns, rows = iris.Pixels.Height;
        var image = new double[rows, Columns];
        var seen = new bool[rows, Columns];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < Columns; x++)
            {
                image[y, x] = iris.Pixels[x * step, y] / 255.0;
                seen[y, x] = iris.Mask[x * step, y] != 0;
            }
        }

        double[,] laplacian = Laplacian(image);
        double deviation = Deviation(laplacian, Erode(Erode(seen, 1, ErodedColumns), ErodedRows, 1));
        Array.Clear(image);
        Array.Clear(laplacian);
        return deviation;
    }

    private static double[] Kernel(int order)
    {
        double[] kernel = [1];
        for (int i = 0; i < Aperture - 1; i++)
        {
            int sign = i < order ? -1 : 1;
            kernel = [.. Enumerable.Range(0, kernel.Length + 1).Select(k => (k < kernel.Length ? kernel[k] : 0) + (k > 0 ? sign * kernel[k - 1] : 0))];
        }

        return kernel;
    }

    private static double[,] Laplacian(double[,] image)
    {
        double[,] curved = Filter(image, Second, alongRows: true), smooth = Filter(image, Smoothing, alongRows: true);
        double[,] across = Filter(curved, Smoothing, alongRows: false), down = Filter(smooth, Second, alongRows: false);
        for (int y = 0; y < image.GetLength(0); y++)
        {
            for (int x = 0; x < image.GetLength(1); x++)
            {
                across[y, x] += down[y, x];
            }
        }

        Array.Clear(curved);
        Array.Clear(smooth);
        Array.Clear(down);
        return across;
    }

    private static double[,] Filter(double[,] image, double[] kernel, bool alongRows)
    {
        int height = image.GetLength(0), width = image.GetLength(1);
        var filtered = new double[height, width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double sum = 0;
                for (int k = 0; k < Aperture; k++)
                {
                    int offset = k - Aperture / 2;
                    sum += kernel[k] * (alongRows ? image[y, Mirror(x + offset, width)] : image[Mirror(y + offset, height), x]);
                }

                filtered[y, x] = sum;
            }
        }

        return filtered;
    }

    private static int Mirror(int i, int length) => i < 0 ? -i : i >= length ? 2 * length - 2 - i : i;

    /// <summary>Whatever has a 0 in its window becomes 0; rows and columns apart, which is the same and less work.</summary>
    private static bool[,] Erode(bool[,] seen, int windowRows, int windowColumns)
    {
        int height = seen.GetLength(0), width = seen.GetLength(1);
        var eroded = (bool[,])seen.Clone();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int i = seen[y, x] ? windowRows * windowColumns : 0; i < windowRows * windowColumns; i++)
                {
                    int row = y + i / windowColumns - windowRows / 2, column = x + i % windowColumns - windowColumns / 2;
                    if (row >= 0 && row < height && column >= 0 && column < width)
                    {
                        eroded[row, column] = false;
                    }
                }
            }
        }

        return eroded;
    }

    private static double Deviation(double[,] values, bool[,] where)
    {
        double sum = 0, squares = 0;
        int count = 0;
        for (int y = 0; y < values.GetLength(0); y++)
        {
            for (int x = 0; x < values.GetLength(1); x++)
            {
                if (where[y, x])
                {
                    (sum, squares, count) = (sum + values[y, x], squares + values[y, x] * values[y, x], count + 1);
                }
            }
        }

        double mean = count == 0 ? 0 : sum / count;
        return count == 0 ? 0 : Math.Sqrt(Math.Max(0, squares / count - mean * mean));
    }
}
