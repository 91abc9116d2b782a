using CsCheck;
using Zkml.Gadgets.Networks;
using Zkml.Gadgets.Tests.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Networks;

/// <summary>Convolutions and movements: linear layers that commit nothing of their own. The definitions are written out as loops.</summary>
public sealed class Views
{
    private static readonly Gen<ConvolutionShape> Shapes = Gen.Select(
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[1, 3]), Gen.Select(Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[0, 2], Gen.Int[0, 2]),
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3])).Select((size, step, channels) => new ConvolutionShape
        {
            Input = (size.Item1, size.Item2), Kernel = (size.Item3, size.Item4), Output = (1 + (size.Item1 / step.Item1), 1 + (size.Item2 / step.Item1)),
            Stride = (step.Item1, step.Item1), Dilation = (step.Item2, step.Item2), Padding = (step.Item3, step.Item4),
            Groups = channels.Item1, InputChannels = channels.Item1 * channels.Item2, OutputChannels = channels.Item1 * channels.Item3,
        });

    [Fact]
    public void A_convolution_of_any_shape_is_its_definition() => Gen.Select(Shapes, Gen.Int).Sample((shape, seed) =>
    {
        using var layer = new LayerWitness();
        (Tensor result, int[] expected) = Convolution(layer, shape, new Random(seed));
        ActivationLayout.Write(layer.Witness, result, expected);
        Assert.Empty(layer.Violations());
    }, iter: 100, threads: 1);

    [Fact]
    public void The_result_of_a_convolution_is_the_only_one()
    {
        using var layer = new LayerWitness();
        (Tensor result, int[] expected) = Convolution(
            layer, new ConvolutionShape { Input = (3, 3), Kernel = (2, 2), Output = (2, 2), Groups = 1, InputChannels = 2, OutputChannels = 3 }, new Random(1));
        ActivationLayout.Write(layer.Witness, result, expected);
        layer.AnyChangedCellIsRejected();
    }

    [Fact]
    public void A_movement_of_any_kind_is_its_map() => Gen.Select(Gen.Int[-1, 11].Array[12], Gen.Int[-9, 9]).Sample((map, fill) =>
    {
        using var layer = new LayerWitness();
        int[] values = [.. Enumerable.Range(100, 12)];
        Tensor result = layer.Committed(Rearrangement.Of(layer.Input(3, 4, values), (6, 2), map, fill));
        ActivationLayout.Write(layer.Witness, result, [.. map.Select(i => i < 0 ? fill : values[i])]);
        Assert.Empty(layer.Violations());
        WitnessAttacks.EveryChangedCellIsRejected(layer.Witness, layer.Arena);
    }, iter: 20, threads: 1);

    private static (Tensor Result, int[] Expected) Convolution(LayerWitness layer, ConvolutionShape shape, Random random)
    {
        int[] Draw(int count, int reach) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-reach, reach + 1))];
        int[] input = Draw(shape.InputChannels * shape.Input.Height * shape.Input.Width, 128), bias = Draw(shape.OutputChannels, 1000);
        int[] scale = [.. Draw(shape.OutputChannels, 3).Select(s => 1 << (s + 3))];
        short[] weights = [.. Draw(shape.OutputChannels * shape.GroupChannels * shape.Kernel.Y * shape.Kernel.X, 128).Select(w => (short)w)];
        Tensor tensor = layer.Input(shape.Input.Height * shape.Input.Width, shape.InputChannels, input);
        return (layer.Committed(ConvolutionView.Of(tensor, shape, weights, bias, scale)), Definition(shape, input, weights, bias, scale));
    }

    private static int[] Definition(ConvolutionShape shape, int[] input, short[] weights, int[] bias, int[] scale)
    {
        (int height, int width) = shape.Output;
        int[] output = new int[shape.OutputChannels * height * width];
        for (int k = 0; k < output.Length; k++)
        {
            int o = k / (height * width), y = k / width % height, x = k % width, group = o / (shape.OutputChannels / shape.Groups);
            int sum = bias[o];
            for (int t = 0; t < shape.GroupChannels * shape.Kernel.Y * shape.Kernel.X; t++)
            {
                int c = t / (shape.Kernel.Y * shape.Kernel.X), u = t / shape.Kernel.X % shape.Kernel.Y, v = t % shape.Kernel.X;
                int row = (y * shape.Stride.Y) + (u * shape.Dilation.Y) - shape.Padding.Top, column = (x * shape.Stride.X) + (v * shape.Dilation.X) - shape.Padding.Left;
                if (row >= 0 && row < shape.Input.Height && column >= 0 && column < shape.Input.Width)
                {
                    int from = (((group * shape.GroupChannels) + c) * shape.Input.Height) + row;
                    sum += weights[(o * shape.GroupChannels * shape.Kernel.Y * shape.Kernel.X) + t] * input[(from * shape.Input.Width) + column];
                }
            }

            output[k] = sum * scale[o];
        }

        return output;
    }
}
