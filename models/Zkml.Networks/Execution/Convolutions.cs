namespace Zkml.Networks;

/// <summary>
/// Convolution three ways that agree: the definition, written out; rows of an image in vectors; and one dot product for each output of a dense layer.
/// </summary>
internal static class Convolutions
{
    public static int[] Run(ConvolutionLayer layer, int[] x, TensorShape from, TensorShape to)
    {
        int[] y = new int[to.Count];
        int perGroup = from.Channels / layer.Groups;
        bool dense = from.Plane == 1 && layer.Window.IsPoint;
        int[] phases = dense || layer.Window.StrideX == 1 ? x : Phases(x, from, layer.Window.StrideX);
        Parallel.For(0, to.Channels, o =>
        {
            int first = o / (to.Channels / layer.Groups) * perGroup;
            ReadOnlySpan<short> weights = layer.Weights.AsSpan().Slice(o * perGroup * layer.Window.Size, perGroup * layer.Window.Size);
            if (dense)
            {
                y[o] = layer.Bias[o] + IntVectors.Dot(weights, x.AsSpan(first, perGroup));
                return;
            }

            Span<int> plane = y.AsSpan(o * to.Plane, to.Plane);
            plane.Fill(layer.Bias[o]);
            if (layer.Window.IsPoint)
            {
                Points(weights, x.AsSpan(first * from.Plane, perGroup * from.Plane), plane);
            }
            else
            {
                new RowKernel(layer.Window, from, to).AddChannels(weights, phases.AsSpan(first * from.Plane, perGroup * from.Plane), plane);
            }
        });
        if (phases != x)
        {
            Array.Clear(phases);
        }

        return y;
    }

    /// <summary>The definition of <see cref="ConvolutionLayer"/>, for tests: every index as the equation has it.</summary>
    public static int[] Define(ConvolutionLayer layer, int[] x, TensorShape from, TensorShape to)
    {
        int[] y = new int[to.Count];
        int perGroup = from.Channels / layer.Groups;
        Window w = layer.Window;
        for (int k = 0; k < y.Length; k++)
        {
            int o = k / to.Plane, i = k % to.Plane / to.Width, j = k % to.Width;
            y[k] = layer.Bias[o];
            for (int t = 0; t < perGroup * w.Size; t++)
            {
                int c = (o / (to.Channels / layer.Groups) * perGroup) + (t / w.Size);
                int a = (i * w.StrideY) - w.PadTop + (t % w.Size / w.KernelX * w.DilationY);
                int b = (j * w.StrideX) - w.PadLeft + (t % w.KernelX * w.DilationX);
                bool inside = a >= 0 && a < from.Height && b >= 0 && b < from.Width;
                y[k] += inside ? layer.Weights[(o * perGroup * w.Size) + t] * x[(c * from.Plane) + (a * from.Width) + b] : 0;
            }
        }

        return y;
    }

    private static void Points(ReadOnlySpan<short> weights, ReadOnlySpan<int> x, Span<int> y)
    {
        int c = 0;
        for (; c + 4 <= weights.Length; c += 4)
        {
            IntVectors.AddScaledFour(y, x[(c * y.Length)..], y.Length, weights.Slice(c, 4));
        }

        for (; c < weights.Length; c++)
        {
            IntVectors.AddScaled(y, x.Slice(c * y.Length, y.Length), weights[c]);
        }
    }

    /// <summary>Each row's places sorted by their residue modulo the stride, so that a stride reads neighbours.</summary>
    private static int[] Phases(int[] x, TensorShape shape, int stride)
    {
        int[] sorted = new int[x.Length];
        for (int row = 0; row < x.Length; row += shape.Width)
        {
            int at = row;
            for (int phase = 0; phase < stride; phase++)
            {
                for (int b = phase; b < shape.Width; b += stride)
                {
                    sorted[at++] = x[row + b];
                }
            }
        }

        return sorted;
    }
}
