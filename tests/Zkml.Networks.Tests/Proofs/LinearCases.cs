using Zkml.Onnx;
using Zkml.Onnx.Schema;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>Sums of products, small enough to be proved in milliseconds.</summary>
internal static class LinearCases
{
    public static IReadOnlyDictionary<string, Func<QdqModel, byte[]>> All { get; } = new Dictionary<string, Func<QdqModel, byte[]>>
    {
        ["Conv"] = model => Convolution(model, 1, 2, 3),
        ["Conv, grouped"] = model => Convolution(model, 2, 4, 6),
        ["Conv, depthwise"] = model => Convolution(model, 4, 4, 4),
        ["Conv, strided, padded, dilated"] = model => Convolution(
            model, 1, 2, 2, GraphWriter.List("strides", 1 + model.Random.Next(3), 2), GraphWriter.List("dilations", 2, 1 + model.Random.Next(2)),
            GraphWriter.List("pads", 1, model.Random.Next(3), 2, 1)),
        ["Conv over one dimension"] = model => model.Output(
            model.Node("Conv", [model.Input(1, 2, model.Random.Next(4, 9)), model.Weights(3, 2, 3)], GraphWriter.List("pads", 1, 0))),
        ["Gemm"] = model => Dense(model, x => model.Node(
            "Gemm", [x.Name, model.Weights(4, x.Terms), model.Grid(-8, 40, 4)], GraphWriter.Attribute("transB", 1L))),
        ["Gemm that ends with accumulators"] = model =>
        {
            int terms = model.Random.Next(1, 9);
            string x = model.Input(1, terms);
            return model.End(model.Node("Gemm", [x, model.Weights(3, terms)], GraphWriter.Attribute("transB", 1L)), DataType.Float);
        },
        ["Gemm of rows"] = model => model.Output(
            model.Node("Gemm", [model.Input(3, 5), model.Weights(4, 5), model.Grid(-8, 40, 1, 4)], GraphWriter.Attribute("transB", 1L)), -1),
        ["MatMul"] = model => Dense(model, x => model.Node(
            "MatMul", [x.Name, model.Node("Transpose", [model.Weights(3, x.Terms)], GraphWriter.List("perm", 1, 0))])),
        ["QLinearConv"] = QLinearConv,
        ["QLinearMatMul"] = QLinearMatMul,
        ["ConvInteger"] = model => ScaledAfterwards(
            model, [1, 2, 4, 5], () => model.Node("ConvInteger", ["x", Weights(model, 3, 2, 2, 2), "xz"], GraphWriter.List("strides", 2, 1))),
        ["MatMulInteger"] = model => ScaledAfterwards(
            model, [model.Random.Next(1, 4), 7], () => model.Node("MatMulInteger", ["x", Weights(model, 7, 4), "xz"])),
    };

    private static byte[] Convolution(QdqModel model, int groups, int from, int to, params AttributeProto[] window)
    {
        string x = model.Input(1, from, model.Random.Next(3, 6), model.Random.Next(3, 6));
        string y = model.Node(
            "Conv", [x, model.Weights(to, from / groups, 2, 2), model.Grid(-8, 40, to)], [.. window, GraphWriter.Attribute("group", groups)]);
        return model.Output(model.Node("Relu", [y]), -2);
    }

    private static byte[] Dense(QdqModel model, Func<(string Name, int Terms), string> layer)
    {
        int terms = model.Random.Next(1, 12);
        return model.Output(layer((model.Input(1, terms), terms)), -1);
    }

    private static byte[] QLinearConv(QdqModel model)
    {
        GraphWriter writer = model.Writer;
        float[] scales = [.. Enumerable.Range(0, 3).Select(_ => 0.001f + (0.01f * model.Random.NextSingle()))];
        writer.Input("x", DataType.Uint8, 1, 2, 4, model.Random.Next(3, 6));
        string y = model.Node(
            "QLinearConv",
            ["x", writer.Floats("xs", [0.02f]), writer.Bytes("xz", [(byte)model.Random.Next(100, 140)]), Weights(model, 3, 2, 2, 2),
                writer.Floats("ws", scales, 3), writer.SignedBytes("wz", new sbyte[3], 3), writer.Floats("ys", [0.03f + (0.1f * model.Random.NextSingle())]),
                writer.Bytes("yz", [120]), writer.Integers("b", [.. Enumerable.Range(0, 3).Select(_ => model.Random.Next(-500, 500))], 3)],
            GraphWriter.List("pads", 1, 0, 0, 1));
        return model.End(y, DataType.Uint8);
    }

    private static byte[] QLinearMatMul(QdqModel model)
    {
        GraphWriter writer = model.Writer;
        int rows = model.Random.Next(1, 3), terms = model.Random.Next(1, 9);
        writer.Input("x", DataType.Uint8, rows, terms);
        string y = model.Node(
            "QLinearMatMul",
            ["x", writer.Floats("xs", [0.017f]), writer.Bytes("xz", [128]), Weights(model, terms, 4), writer.Floats("ws", [0.011f]),
                writer.SignedBytes("wz", [2]), writer.Floats("ys", [0.05f + model.Random.NextSingle()]), writer.Bytes("yz", [125])]);
        return model.End(y, DataType.Uint8);
    }

    private static byte[] ScaledAfterwards(QdqModel model, int[] dimensions, Func<string> sums)
    {
        model.Writer.Input("x", DataType.Uint8, dimensions);
        model.Writer.Bytes("xz", [(byte)model.Random.Next(100, 150)]);
        string real = model.Node("Cast", [sums()], GraphWriter.Attribute("to", (long)DataType.Float));
        return model.Output(model.Node("Mul", [real, model.Real(0.0001f, 0.001f, 1)]));
    }

    /// <summary>Seven bits, so that the runtime's kernels without VNNI do not saturate.</summary>
    private static string Weights(QdqModel model, params int[] dimensions) => model.Writer.SignedBytes(
        model.Fresh("w"), [.. Enumerable.Range(0, dimensions.Aggregate(1, (a, b) => a * b)).Select(_ => (sbyte)model.Random.Next(-64, 65))], dimensions);
}
