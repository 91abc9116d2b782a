using Zkml.Onnx;
using Zkml.Onnx.Schema;
using Zkml.Quantisation;
using Zkml.Runtime;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

/// <summary>Float graphs as people bring them, quantised: the integers stay near the floats, and the runtime computes the same.</summary>
public sealed class QuantisedGraphs
{
    private readonly Random _random = new(3);

    [Theory]
    [InlineData("rows of a matrix product")]
    [InlineData("a vector without a batch")]
    [InlineData("a constant for each row")]
    [InlineData("a constant minus a tensor")]
    [InlineData("an image enlarged the old way")]
    public void A_quantised_graph_computes_what_the_float_graph_does(string what)
    {
        (byte[] file, float[][] inputs) = Model(what);
        Assert.True(Quantiser.TryQuantise(file, inputs, out QuantisedModel? quantised, out string problem), problem);

        using OnnxSession session = OnnxSession.Open(quantised!.File);
        Assert.All(inputs, input => Assert.Equal(
            Agreement.RuntimeIntegers(quantised.Model, session, input), Models.Output(quantised.Model, quantised.Model.QuantiseInput(input))));
        Assert.True(ModelComparison.TryCompare(file, quantised.File, inputs, out ModelComparison? comparison, out problem), problem);
        Assert.InRange(comparison!.LeastCosine, 0.999, 1.000001);
    }

    [Theory]
    [InlineData("a kernel larger than the image", "ONNX Runtime cannot run the model")]
    [InlineData("padding of gigabytes", "ONNX Runtime cannot run the model")]
    [InlineData("no weights", "Node 'y' (MatMul): it has no weights.")]
    [InlineData("a matrix on the left", "Node 'y_MatMul' (MatMul): its input 0 must be a float tensor that depends on the model's input.")]
    [InlineData("a constant that makes the result larger", "Node 'y_Add' (Add): its constant is larger than its input.")]
    [InlineData("a bias for each row", "Node 'y' (Gemm): its bias must have one number for each output.")]
    [InlineData("an output that is a constant", "The output 'w' does not depend on the input.")]
    [InlineData("a name that clears the screen", "A node's name, or one of its values', holds control characters.")]
    public void What_cannot_be_quantised_gets_a_sentence(string what, string sentence)
    {
        (byte[] file, float[][] inputs) = Model(what);

        Assert.False(Quantiser.TryQuantise(file, inputs, out _, out string problem));
        Assert.StartsWith(sentence, problem, StringComparison.Ordinal);
    }

    private (byte[] File, float[][] Inputs) Model(string what)
    {
        var writer = new GraphWriter(what.EndsWith("old way", StringComparison.Ordinal) ? 9 : 13);
        int[] dimensions = what switch
        {
            "rows of a matrix product" => [1, 3, 4],
            "a vector without a batch" => [4],
            "a constant minus a tensor" or "an image enlarged the old way" or "a kernel larger than the image" => [1, 2, 3, 4],
            "a constant that makes the result larger" => [1, 1],
            _ => [5, 4],
        };
        writer.Input("x", DataType.Float, dimensions);
        string output = what switch
        {
            "a constant minus a tensor" => writer.Node("Sub", "y", [Real(writer, "c", 2, 1, 1), "x"]),
            "an image enlarged the old way" => Enlarged(writer),
            "a kernel larger than the image" => writer.Node("Conv", "y", ["x", Real(writer, "w", 1, 2, 9, 9)]),
            "padding of gigabytes" => writer.Node("Pad", "y", ["x", writer.Longs("pads", [12_000, 12_000, 12_000, 12_000], 4)]),
            "no weights" => writer.Node("MatMul", "y", ["x", Real(writer, "w", 4, 0)]),
            "a matrix on the left" => writer.Node("MatMul", "y", [Real(writer, "w", 2, 5), "x"]),
            "a bias for each row" => writer.Node("Gemm", "y", ["x", Real(writer, "w", 4, 5), Real(writer, "b", 5, 1)]),
            "an output that is a constant" => Real(writer, "w", 3),
            "a name that clears the screen" => writer.Node("Relu", "\u001b[2J", ["x"]),
            "a constant that makes the result larger" => writer.Node("Add", "y", [Product(writer, 1, 1), writer.Floats("c", [0.3f, 0.3f, 0.3f], 1, 3)]),
            "a constant for each row" => writer.Node("Add", "y", [Product(writer, 4, 5), Real(writer, "c", 5, 1)]),
            _ => writer.Node("Add", "y", [Product(writer, 4, 6), Real(writer, "c", 6)]),
        };
        writer.Node("Identity", "unread", ["x"]);
        writer.Output(output, DataType.Float);
        return (writer.ToBytes(), [.. Enumerable.Range(0, 8).Select(_ => Numbers(dimensions))]);
    }

    private string Product(GraphWriter writer, int rows, int columns) => writer.Node("MatMul", "product", ["x", Real(writer, "w", rows, columns)]);

    private static string Enlarged(GraphWriter writer) => writer.Node(
        "Upsample", "y", [writer.Node("Relu", "r", ["x"]), writer.Floats("scales", [1, 1, 2, 3], 4)], GraphWriter.Attribute("mode", "nearest"));

    private string Real(GraphWriter writer, string name, params int[] dimensions) => writer.Floats(name, Numbers(dimensions), dimensions);

    private float[] Numbers(int[] dimensions) =>
        [.. Enumerable.Range(0, dimensions.Aggregate(1, (a, b) => a * b)).Select(_ => (float)((2 * _random.NextDouble()) - 1))];
}
