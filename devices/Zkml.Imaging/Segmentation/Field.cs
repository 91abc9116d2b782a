namespace Zkml.Imaging;

/// <summary>A grey image in floats, smoothed or shrunk: what the searches read. Zeroed when it is disposed of.</summary>
internal sealed class Field : IDisposable
{
    private readonly float[] _values;

    private Field(int width, int height) => (Width, Height, _values) = (width, height, GC.AllocateArray<float>(width * height, pinned: true));

    public int Width { get; }

    public int Height { get; }

    /// <summary>The nearest pixel of the image for points outside it.</summary>
    public float this[int x, int y] => _values[Math.Clamp(y, 0, Height - 1) * Width + Math.Clamp(x, 0, Width - 1)];

    /// <summary>Means of squares of factor × factor pixels; what does not fill a square at the right and at the bottom is left out.</summary>
    public static Field Shrink(GreyImage image, int factor)
    {
        var field = new Field(image.Width / factor, image.Height / factor);
        for (int y = 0; y < field.Height * factor; y++)
        {
            ReadOnlySpan<byte> source = image.Row(y);
            Span<float> target = field.Row(y / factor);
            for (int x = 0; x < field.Width * factor; x++)
            {
                target[x / factor] += source[x] / (float)(factor * factor);
            }
        }

        return field;
    }

    /// <summary>Two box filters of 2 · radius + 1 pixels each way, one after the other: about a Gaussian.</summary>
    public static Field Smooth(GreyImage image, int radius)
    {
        Field field = Shrink(image, 1);
        using var scratch = new Field(image.Width, image.Height);
        for (int pass = 0; pass < 2; pass++)
        {
            field.BoxTransposed(scratch._values, field.Width, field.Height, radius);
            scratch.BoxTransposed(field._values, field.Height, field.Width, radius);
        }

        return field;
    }

    /// <summary>Between the four pixels around it.</summary>
    public float At(double x, double y)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        float fx = (float)(x - left), fy = (float)(y - top);
        float upper = this[left, top] + fx * (this[left + 1, top] - this[left, top]);
        float lower = this[left, top + 1] + fx * (this[left + 1, top + 1] - this[left, top + 1]);
        return upper + fy * (lower - upper);
    }

    public void Dispose() => Array.Clear(_values);

    private Span<float> Row(int y) => _values.AsSpan(y * Width, Width);

    /// <summary>Filters the rows (of the given width) of this and writes them as columns.</summary>
    private void BoxTransposed(float[] target, int width, int height, int radius)
    {
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> row = _values.AsSpan(y * width, width);
            float sum = 0;
            for (int x = -radius; x <= radius; x++)
            {
                sum += row[Math.Clamp(x, 0, width - 1)];
            }

            for (int x = 0; x < width; x++)
            {
                target[x * height + y] = sum / (2 * radius + 1);
                sum += row[Math.Min(x + radius + 1, width - 1)] - row[Math.Max(x - radius, 0)];
            }
        }
    }
}
