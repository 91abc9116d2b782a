using CsCheck;
using Zkml.Onnx;
using Zkml.Runtime;

namespace Zkml.Networks.Tests;

/// <summary>Our integers against ONNX Runtime's, graph optimisation off, number by number.</summary>
internal static class Agreement
{
    private static readonly Lazy<byte[]> Harmless = new(() =>
    {
        var model = new QdqModel(1);
        return model.Output(model.Input(1, 2));
    });

    /// <summary>Draws models from seeds and compares each on random inputs.</summary>
    public static void OnRandomModels(Func<int, byte[]> modelOfSeed, int models = 25) =>
        Gen.Int[0, int.MaxValue].Sample(seed => OnRandomInputs(modelOfSeed(seed), seed), iter: models, threads: 1);

    /// <summary>
    /// The same for functions whose float result depends on fused multiply-adds: a model may be refused because a result lies at a tie, but most are taken.
    /// </summary>
    public static void OnMostRandomModels(Func<int, byte[]> modelOfSeed)
    {
        int taken = 0, refused = 0;
        OnRandomModels(seed =>
        {
            byte[] file = modelOfSeed(seed);
            bool good = OnnxImporter.TryImport(file, out _, out string problem);
            Assert.True(good || problem.Contains("within the runtime's rounding error of a tie", StringComparison.Ordinal), problem);
            _ = good ? taken++ : refused++;
            return good ? file : Harmless.Value;
        });
        Assert.True(taken > 4 * refused, $"{taken} taken, {refused} refused");
    }

    public static void OnRandomInputs(byte[] file, int seed, int inputs = 2)
    {
        ImportedModel model = Models.Import(file);
        using OnnxSession session = OnnxSession.Open(file);
        var random = new Random(seed);
        for (int k = 0; k < inputs; k++)
        {
            Array input = RandomInput(model, random);
            int[] ours = Models.Output(model, Integers(model, input));
            CheckIntervals(model, Integers(model, input));
            Assert.Equal(RuntimeIntegers(model, session, input), ours);
        }
    }

    /// <summary>The runtime's output as centred integers of the network's output.</summary>
    public static int[] RuntimeIntegers(ImportedModel model, OnnxSession session, Array input)
    {
        RuntimeTensor output = session.Run(RuntimeTensor.Of(input, model.InputDimensions.AsSpan()))[0];
        NetworkTensor ours = model.Network.Output;
        if (output.Data is not float[] floats)
        {
            return Array.ConvertAll(output.ToIntegers(), v => v - ours.ZeroPoint);
        }

        int plane = ours.Shape.Plane;
        return [.. floats.Select((v, k) => Whole(v, (float)ours.ScaleOf(k / plane)))];
    }

    /// <summary>The integer of which the runtime's float is the product with the scale.</summary>
    private static int Whole(float value, float scale)
    {
        int integer = checked((int)Math.Round(value / (double)scale));
        Assert.Equal(integer * scale, value);
        return integer;
    }

    public static Array RandomInput(ImportedModel model, Random random)
    {
        int count = model.Network.Input.Shape.Count;
        Interval interval = model.Network.Input.Interval;
        if (!model.InputIsFloat)
        {
            return interval.Min < 0 ? Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128)).ToArray()
                : Enumerable.Range(0, count).Select(_ => (byte)random.Next(256)).ToArray();
        }

        double reach = model.Network.Input.Scales[0] * interval.MaxMagnitude * 1.1;
        return Enumerable.Range(0, count).Select(_ => (float)(reach * ((2 * random.NextDouble()) - 1))).ToArray();
    }

    public static int[] Integers(ImportedModel model, Array input) =>
        input is float[] floats ? model.QuantiseInput(floats) : RuntimeTensor.Of(input, input.Length).ToIntegers();

    /// <summary>Every value lies in the interval that the builder computed without seeing it.</summary>
    private static void CheckIntervals(ImportedModel model, int[] input)
    {
        int[][] tensors = NetworkExecutor.Run(model.Network, input);
        foreach (NetworkTensor tensor in model.Network.Tensors)
        {
            Assert.All(tensors[tensor.Index].AsSpan(0, Math.Min(64, tensors[tensor.Index].Length)).ToArray(), v => Assert.True(tensor.Interval.Contains(v)));
        }
    }
}
