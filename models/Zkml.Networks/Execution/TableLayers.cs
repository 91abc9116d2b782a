namespace Zkml.Networks;

/// <summary>Requantisation, step functions, tables, maxima: the layers that a proof pays lookups for.</summary>
internal static class TableLayers
{
    public static int[] Requantise(RequantiseLayer layer, int[] x, TensorShape shape)
    {
        int[] y = new int[x.Length];
        Parallel.For(0, shape.Channels, c =>
        {
            int shift = layer.ShiftOf(c);
            Range plane = PlaneOf(c, shape);
            IntVectors.Requantise(x.AsSpan(plane), y.AsSpan(plane), shift, layer.Min, layer.Max);
        });
        return y;
    }

    public static int[] Step(StepLayer layer, int[] x, TensorShape shape)
    {
        int[] y = new int[x.Length];
        Parallel.For(0, shape.Channels, c =>
        {
            ReadOnlySpan<int> thresholds = layer.ThresholdsOf(c);
            for (int k = c * shape.Plane; k < (c + 1) * shape.Plane; k++)
            {
                y[k] = layer.Min + CountAtMost(thresholds, x[k]);
            }
        });
        return y;
    }

    public static int[] Lookup(LookupLayer layer, int[] x, TensorShape shape)
    {
        int[] y = new int[x.Length];
        Parallel.For(0, shape.Channels, c =>
        {
            ReadOnlySpan<short> table = layer.TableOf(c);
            for (int k = c * shape.Plane; k < (c + 1) * shape.Plane; k++)
            {
                y[k] = table[x[k] - layer.FirstInput];
            }
        });
        return y;
    }

    public static int[] MaxPool(MaxPoolLayer layer, int[] x, TensorShape from, TensorShape to)
    {
        int[] y = new int[to.Count];
        Parallel.For(0, to.Channels, c =>
        {
            ReadOnlySpan<int> plane = x.AsSpan(PlaneOf(c, from));
            for (int i = 0; i < to.Height; i++)
            {
                for (int j = 0; j < to.Width; j++)
                {
                    y[(c * to.Plane) + (i * to.Width) + j] = Largest(layer.Window, plane, from, (i, j));
                }
            }
        });
        return y;
    }

    private static int Largest(Window w, ReadOnlySpan<int> plane, TensorShape from, (int I, int J) at)
    {
        int largest = int.MinValue;
        for (int u = 0; u < w.KernelY; u++)
        {
            int a = (at.I * w.StrideY) - w.PadTop + (u * w.DilationY);
            for (int v = 0; v < w.KernelX; v++)
            {
                int b = (at.J * w.StrideX) - w.PadLeft + (v * w.DilationX);
                if ((uint)a < (uint)from.Height && (uint)b < (uint)from.Width)
                {
                    largest = Math.Max(largest, plane[(a * from.Width) + b]);
                }
            }
        }

        return largest;
    }

    /// <summary>#{k : thresholds[k] ≤ value} by bisection: thresholds ascend.</summary>
    private static int CountAtMost(ReadOnlySpan<int> thresholds, int value)
    {
        int low = 0, high = thresholds.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (thresholds[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static Range PlaneOf(int channel, TensorShape shape) => (channel * shape.Plane)..((channel + 1) * shape.Plane);
}
