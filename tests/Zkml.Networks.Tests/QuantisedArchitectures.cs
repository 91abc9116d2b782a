using Zkml.Onnx;
using Zkml.Quantisation;
using Zkml.Runtime;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

/// <summary>Blocks of well-known networks with random float weights: quantised, then executed by the runtime with our integers.</summary>
public sealed class QuantisedArchitectures
{
    private const int Channels = 8;

    [Theory]
    [InlineData("residual")]
    [InlineData("squeeze and excite")]
    [InlineData("hard swish")]
    [InlineData("sigmoid gate")]
    [InlineData("branches")]
    [InlineData("old operators")]
    [InlineData("leaky")]
    [InlineData("enlarged by three")]
    [InlineData("normalised input")]
    public void A_block_is_quantised_and_executed_exactly(string kind)
    {
        byte[] file = Model(kind);
        var random = new Random(3);
        float[][] inputs = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, 3 * 16 * 16).Select(_ => (2 * random.NextSingle()) - 1).ToArray())];

        Assert.True(Quantiser.TryQuantise(file, inputs[..8], out QuantisedModel? quantised, out string problem), problem);

        using OnnxSession session = OnnxSession.Open(quantised!.File), real = OnnxSession.Open(file);
        foreach (float[] input in inputs[8..])
        {
            int[] ours = Models.Output(quantised.Model, quantised.Model.QuantiseInput(input));
            Assert.Equal(Agreement.RuntimeIntegers(quantised.Model, session, input), ours);
            float[] expected = real.Run(RuntimeTensor.Of(input, 1, 3, 16, 16))[0].ToFloats();
            Assert.InRange(Cosines.Of(expected, ours), 0.98, 1.0001);
        }
    }

    [Fact]
    public void A_model_with_float_scales_is_refused_with_a_reason_and_quantised_anew()
    {
        var model = new QdqModel(4);
        model.Writer.Input("input", DataType.Float, 1, 3, 16, 16);
        string scale = model.Writer.Floats("scale", [0.0123f]), zero = model.Writer.SignedBytes("zero", [0]);
        string x = model.Node("DequantizeLinear", [model.Node("QuantizeLinear", ["input", scale, zero]), scale, zero]);
        string y = Conv(model, x, 3, Channels, 3);
        string q = model.Node("QuantizeLinear", [model.Node("Relu", [y]), scale, zero]);
        byte[] file = model.End(model.Node("DequantizeLinear", [q, scale, zero]), DataType.Float);
        var random = new Random(3);
        float[][] inputs = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 3 * 16 * 16).Select(_ => (2 * random.NextSingle()) - 1).ToArray())];

        Assert.False(OnnxImporter.TryImport(file, out _, out string refusal));
        Assert.Contains("the scale of its input is no power of two, so the runtime's sum of floats depends on the order of addition", refusal, StringComparison.Ordinal);

        Assert.True(Quantiser.TryQuantise(file, inputs, out QuantisedModel? quantised, out string problem), problem);
        using OnnxSession session = OnnxSession.Open(quantised!.File);
        Assert.Equal(Agreement.RuntimeIntegers(quantised.Model, session, inputs[0]), Models.Output(quantised.Model, quantised.Model.QuantiseInput(inputs[0])));
        Assert.Contains("quantised already", Assert.Single(quantised.Notes), StringComparison.Ordinal);
    }

    private static byte[] Model(string kind)
    {
        var model = new QdqModel(11, kind == "old operators" ? 11 : kind == "hard swish" ? 14 : 13);
        model.Writer.Input("input", DataType.Float, 1, 3, 16, 16);
        string x = kind == "normalised input" ? Normalised(model) : "input";
        x = Conv(model, x, 3, Channels, 3);
        x = model.Node("Relu", [x]);
        string y = Block(model, kind, x);
        y = model.Node("GlobalAveragePool", [Conv(model, y, Channels, Channels, 3)]);
        y = model.Node("Flatten", [y]);
        y = model.Node("Gemm", [y, model.Real(-0.5f, 0.5f, 6, Channels), model.Real(-1, 1, 6)], GraphWriter.Attribute("transB", 1L));
        return model.End(y, DataType.Float);
    }

    private static string Block(QdqModel model, string kind, string x)
    {
        switch (kind)
        {
            case "residual":
                string inner = model.Node("BatchNormalization",
                    [Conv(model, x, Channels, Channels, 3), model.Real(0.5f, 1.5f, 8), model.Real(-1, 1, 8), model.Real(-1, 1, 8), model.Real(0.5f, 2, 8)]);
                return model.Node("Relu", [model.Node("Add", [inner, x])]);
            case "squeeze and excite":
                string squeezed = model.Node("Relu", [Conv(model, model.Node("GlobalAveragePool", [x]), Channels, 4, 1)]);
                return model.Node("Mul", [x, model.Node("HardSigmoid", [Conv(model, squeezed, 4, Channels, 1)])]);
            case "hard swish":
                return model.Node("HardSwish", [Conv(model, x, Channels, Channels, 3)]);
            case "sigmoid gate":
                string z = Conv(model, x, Channels, Channels, 1);
                return model.Node("Mul", [z, model.Node("Sigmoid", [z])]);
            case "branches":
                string pooled = model.Node("AveragePool", [x], GraphWriter.List("kernel_shape", 2, 2), GraphWriter.List("strides", 2, 2));
                string enlarged = model.Node("Resize", [pooled, "", model.Writer.Floats("scales", [1, 1, 2, 2], 4)], GraphWriter.Attribute("mode", "nearest"));
                string both = model.Node("Concat", [model.Node("Tanh", [x]), enlarged], GraphWriter.Attribute("axis", 1L));
                return Conv(model, both, 2 * Channels, Channels, 1);
            case "enlarged by three":
                string small = model.Node("AveragePool", [x], GraphWriter.List("kernel_shape", 4, 4), GraphWriter.List("strides", 4, 4));
                return model.Node("Resize", [small, "", model.Writer.Floats("scales", [1, 1, 3, 3], 4)], GraphWriter.Attribute("mode", "linear"));
            case "old operators":
                string squeezedOut = model.Node("Squeeze", [x], GraphWriter.List("axes", 0));
                string back = model.Node("Unsqueeze", [squeezedOut], GraphWriter.List("axes", 0));
                return model.Node("Dropout", [back]);
            case "leaky":
                string leaky = model.Node("LeakyRelu", [Conv(model, x, Channels, Channels, 3)]);
                return model.Node("PRelu", [Conv(model, leaky, Channels, Channels, 1), model.Real(-0.2f, 0.5f, Channels, 1, 1)]);
            default:
                return x;
        }
    }

    private static string Normalised(QdqModel model) =>
        model.Node("Div", [model.Node("Sub", ["input", model.Real(-0.2f, 0.2f, 1, 3, 1, 1)]), model.Real(0.5f, 1.5f, 1, 3, 1, 1)]);

    private static string Conv(QdqModel model, string x, int from, int to, int kernel)
    {
        float reach = 1 / MathF.Sqrt(from * kernel * kernel);
        int pad = kernel / 2;
        return model.Node("Conv", [x, model.Real(-reach, 2 * reach, to, from, kernel, kernel), model.Real(-0.3f, 0.5f, to)], GraphWriter.List("pads", pad, pad, pad, pad));
    }
}
