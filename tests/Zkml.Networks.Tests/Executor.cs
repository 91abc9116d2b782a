using CsCheck;

namespace Zkml.Networks.Tests;

/// <summary>The executor's vectors against the definitions of the layers.</summary>
public sealed class Executor
{
    [Fact]
    public void Convolutions_in_vectors_equal_the_definition() => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var r = new Random(seed);
        int groups = r.Next(1, 4), outputs = groups * r.Next(1, 4), each = r.Next(1, 6);
        var from = new TensorShape(groups * each, r.Next(1, 9), r.Next(1, 40));
        // Padding holds the widest kernel: three taps of dilation two reach over five rows, four over seven columns.
        var window = new Window(r.Next(1, 4), r.Next(1, 5))
        {
            StrideY = r.Next(1, 4), StrideX = r.Next(1, 5), DilationY = r.Next(1, 3), DilationX = r.Next(1, 3),
            PadTop = r.Next(0, 3), PadBottom = r.Next(4, 7), PadLeft = r.Next(0, 9), PadRight = r.Next(6, 9),
        };
        if (r.Next(4) == 0)
        {
            (window, from) = (new Window(1, 1), r.Next(2) == 0 ? from : new TensorShape(from.Channels, 1, 1));
        }

        short[] weights = [.. Enumerable.Range(0, outputs * each * window.Size).Select(_ => (short)r.Next(-255, 256))];
        int[] bias = [.. Enumerable.Range(0, outputs).Select(_ => r.Next(-9999, 9999))];
        int[] x = [.. Enumerable.Range(0, from.Count).Select(_ => r.Next(-128, 128))];
        var builder = new NetworkBuilder();
        int input = builder.Input("x", from, new Interval(-128, 127));
        IntegerNetwork network = builder.Build(builder.Convolution("conv", input, window, groups, [.. weights], [.. bias]));

        int[] fast = NetworkExecutor.Run(network, x)[1];

        Assert.Equal(Convolutions.Define((ConvolutionLayer)network.Layers[0], x, from, network.Output.Shape), fast);
    }, iter: 200, threads: 1);

    [Fact]
    public void Requantisation_in_vectors_equals_the_definition() => Gen.Select(Gen.Int[-22, 30], Gen.Int[0, int.MaxValue]).Sample((shift, seed) =>
    {
        var r = new Random(seed);
        int bound = shift < 0 ? (1 << (30 + shift)) - 1 : (1 << 30) - 1;
        int[] x = [.. Enumerable.Range(0, 100).Select(k => k < 20 && shift > 0 ? ((k - 10) << shift) + (1 << (shift - 1)) : r.Next(-bound, bound))
            .Where(v => Math.Abs((long)v) <= bound)];
        int[] y = new int[x.Length];

        IntVectors.Requantise(x, y, shift, -100, 120);

        Assert.Equal(Array.ConvertAll(x, v => (int)Math.Clamp(Math.Round(Math.ScaleB(v, -shift), MidpointRounding.ToEven), -100, 120)), y);
    }, iter: 300, threads: 1);
}
