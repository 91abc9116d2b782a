namespace Zkml.Networks;

/// <summary>Sums, products and movements of numbers. Intermediate sums may wrap an int; results are below 2³⁰ and therefore right.</summary>
internal static class LinearLayers
{
    /// <summary>Rows first, then columns; zeros of the matrices cost nothing.</summary>
    public static int[] SpatialMap(SpatialMapLayer layer, int[] x, TensorShape from, TensorShape to)
    {
        int[] y = new int[to.Count];
        Parallel.For(0, from.Channels, c =>
        {
            int[] tall = new int[to.Height * from.Width];
            for (int i = 0; i < to.Height; i++)
            {
                for (int a = 0; a < from.Height; a++)
                {
                    int weight = layer.Rows[(i * from.Height) + a];
                    for (int b = 0; weight != 0 && b < from.Width; b++)
                    {
                        tall[(i * from.Width) + b] += weight * x[(c * from.Plane) + (a * from.Width) + b];
                    }
                }
            }

            for (int j = 0; j < to.Width; j++)
            {
                for (int b = 0; b < from.Width; b++)
                {
                    int weight = layer.Columns[(j * from.Width) + b];
                    for (int i = 0; weight != 0 && i < to.Height; i++)
                    {
                        y[(c * to.Plane) + (i * to.Width) + j] += weight * tall[(i * from.Width) + b];
                    }
                }
            }

            Array.Clear(tall);
        });
        return y;
    }

    public static int[] WeightedSum(WeightedSumLayer layer, int[][] tensors)
    {
        int[] y = new int[tensors[layer.Input].Length];
        for (int k = 0; k < layer.Terms.Length; k++)
        {
            IntVectors.AddScaled(y, tensors[layer.Terms[k]], layer.Coefficients[k]);
        }

        return y;
    }

    public static int[] Product(int[] a, int[] b)
    {
        int[] y = new int[a.Length];
        for (int k = 0; k < y.Length; k++)
        {
            y[k] = a[k] * b[k];
        }

        return y;
    }

    public static int[] Concat(ConcatLayer layer, int[][] tensors, TensorShape to)
    {
        int[] y = new int[to.Count];
        int at = 0;
        foreach (int part in layer.Parts)
        {
            tensors[part].CopyTo(y, at);
            at += tensors[part].Length;
        }

        return y;
    }

    public static int[] Rearrange(RearrangeLayer layer, int[] x)
    {
        int[] y = new int[layer.Map.Length];
        for (int k = 0; k < y.Length; k++)
        {
            int from = layer.Map[k];
            y[k] = from < 0 ? layer.Fill : x[from];
        }

        return y;
    }
}
