using Zkml.Onnx;
using Zkml.Runtime;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

/// <summary>The formulas by which tables of sigmoid and tanh are made are those of the runtime, to the last bit.</summary>
public sealed class RationalFunctionsOfTheRuntime
{
    [Theory]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    public void The_runtimes_result_lies_in_our_range(string operation)
    {
        const int Count = 4001;
        var writer = new GraphWriter();
        writer.Input("x", DataType.Float, Count);
        writer.Output("y", DataType.Float, Count);
        writer.Node(operation, "y", ["x"]);
        using OnnxSession session = OnnxSession.Open(writer.ToBytes());
        float[] x = [.. Enumerable.Range(0, Count).Select(k => (k - 2000) / 128f)];

        float[] y = session.Run(RuntimeTensor.Of(x, Count))[0].ToFloats();

        for (int k = 0; k < Count; k++)
        {
            FloatRange ours = operation == "Sigmoid" ? RationalFunctions.Sigmoid(x[k]) : RationalFunctions.Tanh(x[k]);
            Assert.InRange(y[k], ours.Low, ours.High);
        }
    }
}
