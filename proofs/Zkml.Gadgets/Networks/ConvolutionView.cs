using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// The accumulators of a convolution with public weights, as a view of its input: for every kernel place a term
/// [which place each output reads] ⊗ [channel matrix of that place]. Nothing is committed, and the prover never works with a multiply-add:
/// a claim on the view costs one pass over the weights and one over the input for each kernel place.
/// </summary>
public static class ConvolutionView
{
    /// <param name="input">Plane × channels: rows of pixels one after another, all channels of a pixel side by side.</param>
    /// <param name="shape">Of the layer.</param>
    /// <param name="weights">Output channels × channels of a group × kernel height × kernel width, row-major.</param>
    /// <param name="bias">One for each output channel.</param>
    /// <param name="scale">A factor for everything in an output channel.</param>
    public static View Of(Tensor input, ConvolutionShape shape, ReadOnlyMemory<short> weights, ReadOnlySpan<int> bias, int[] scale)
    {
        int outputs = shape.OutputChannels, plane = shape.Output.Height * shape.Output.Width;
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, outputs * shape.GroupChannels * shape.Kernel.Y * shape.Kernel.X, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNotEqual(bias.Length, outputs, nameof(bias));
        ArgumentOutOfRangeException.ThrowIfNotEqual(scale.Length, outputs, nameof(scale));
        var constants = new Coefficient[outputs];
        for (int o = 0; o < outputs; o++)
        {
            constants[o] = (long)bias[o] * scale[o];
        }

        View sum = View.ConstantProduct(AxisMap.Broadcast(plane), AxisMap.Weights(constants));
        for (int u = 0; u < shape.Kernel.Y; u++)
        {
            for (int v = 0; v < shape.Kernel.X; v++)
            {
                AxisMap places = Places(shape, u, v);
                if (places.Entries().Any())
                {
                    sum += input.Map(places, Channels(shape, weights, u * shape.Kernel.X + v, scale));
                }
            }
        }

        return sum;
    }

    /// <summary>Every output place reads the input place under kernel place (u, v), if it is inside the image.</summary>
    public static AxisMap Places(ConvolutionShape shape, int u, int v)
    {
        AxisMap rows = AxisMap.Strided(shape.Output.Height, shape.Input.Height, shape.Stride.Y, u * shape.Dilation.Y - shape.Padding.Top);
        AxisMap columns = AxisMap.Strided(shape.Output.Width, shape.Input.Width, shape.Stride.X, v * shape.Dilation.X - shape.Padding.Left);
        return rows.IsIdentity && columns.IsIdentity ? AxisMap.Identity(rows.InSize * columns.InSize) : AxisMap.Merged(rows, columns);
    }

    /// <summary>The matrix from input to output channels at one kernel place.</summary>
    private static AxisMap Channels(ConvolutionShape shape, ReadOnlyMemory<short> weights, int place, int[] scale)
    {
        int outputs = shape.OutputChannels, inputs = shape.InputChannels, size = shape.Kernel.Y * shape.Kernel.X, each = shape.GroupChannels;
        if (shape.Groups == inputs && outputs == inputs)
        {
            var diagonal = new long[outputs];
            for (int o = 0; o < outputs; o++)
            {
                diagonal[o] = (long)weights.Span[o * size + place] * scale[o];
            }

            return AxisMap.Diagonal(diagonal);
        }

        return AxisMap.Dense(outputs, inputs, size == 1 && shape.Groups == 1 ? weights : Gather(weights.Span), scale);

        short[] Gather(ReadOnlySpan<short> all)
        {
            var matrix = new short[outputs * inputs];
            for (int o = 0; o < outputs; o++)
            {
                int first = o / (outputs / shape.Groups) * each;
                for (int c = 0; c < each; c++)
                {
                    matrix[o * inputs + first + c] = all[(o * each + c) * size + place];
                }
            }

            return matrix;
        }
    }
}
