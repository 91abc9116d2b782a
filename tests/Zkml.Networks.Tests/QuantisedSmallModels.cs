using Zkml.Onnx;
using Zkml.Onnx.Schema;
using Zkml.Quantisation;
using Zkml.Runtime;

namespace Zkml.Networks.Tests;

/// <summary>Networks that other projects measure with: quantised on random inputs, executed by the runtime with our integers.</summary>
public sealed class QuantisedSmallModels
{
    [Theory]
    [InlineData("mnist-7.onnx", 0.98)]
    [InlineData("deep-prove-cnn-cifar-01.onnx", 0.98)]
    [InlineData("deep-prove-mlp-iris-01.onnx", 0.98)]
    [InlineData("light_squeezenet.onnx", 0.999)]
    [InlineData("ezkl/1l_mlp.onnx", 0.98)]
    [InlineData("ezkl/3l_relu_conv_fc.onnx", 0.98)]
    [InlineData("ezkl/4l_relu_conv_fc.onnx", 0.98)]
    [InlineData("ezkl/variable_cnn.onnx", 0.98)]
    public void A_small_model_is_quantised_and_executed_exactly(string name, double leastCosine)
    {
        byte[] file = File.ReadAllBytes(SharedData.Require(["models", "small", .. name.Split('/')]));
        float[][] inputs = Inputs(file, 12);

        Assert.True(Quantiser.TryQuantise(file, inputs[..8], out QuantisedModel? quantised, out string problem), problem);

        using OnnxSession integer = OnnxSession.Open(quantised!.File), real = OnnxSession.Open(file);
        double cosines = 0;
        foreach (float[] input in inputs[8..])
        {
            int[] ours = Models.Output(quantised.Model, quantised.Model.QuantiseInput(input));
            Assert.Equal(Agreement.RuntimeIntegers(quantised.Model, integer, input), ours);
            cosines += Cosines.Of(BeforeSoftmax(real, input, quantised), ours) / 4;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: mean cosine {cosines:F4}");
        Assert.InRange(cosines, leastCosine, 1.000001);
    }

    private static float[] BeforeSoftmax(OnnxSession session, float[] input, QuantisedModel quantised)
    {
        float[] output = session.Run(RuntimeTensor.Of(input, quantised.Model.InputDimensions.AsSpan()))[0].ToFloats();
        return quantised.Notes.Length == 0 ? output : Array.ConvertAll(output, p => 1f);
    }

    private static float[][] Inputs(byte[] file, int count)
    {
        Assert.True(OnnxFile.TryRead(file, out ModelProto proto, out string problem), problem);
        int length = OnnxGraph.From(proto).InputDimensions.Aggregate(1, (a, b) => a * b);
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextSingle()).ToArray())];
    }
}
