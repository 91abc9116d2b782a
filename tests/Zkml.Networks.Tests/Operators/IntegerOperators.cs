using Zkml.Onnx;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

/// <summary>Operators on integers, with scales that are no powers of two.</summary>
public sealed class IntegerOperators
{
    [Fact]
    public void QLinearConv_with_float_scales_equals_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        GraphWriter writer = model.Writer;
        int input = r.Next(1, 6), output = r.Next(1, 6);
        bool signed = r.Next(2) == 0;
        writer.Input("x", signed ? DataType.Int8 : DataType.Uint8, 1, input, 7, 8);
        string zero = signed ? writer.SignedBytes("xz", [(sbyte)r.Next(-9, 10)]) : writer.Bytes("xz", [(byte)r.Next(100, 140)]);
        float[] scales = [.. Enumerable.Range(0, output).Select(_ => 0.001f + (0.01f * r.NextSingle()))];
        string y = model.Node("QLinearConv",
            ["x", writer.Floats("xs", [0.02f]), zero, SmallWeights(model, output, input, 3, 3), writer.Floats("ws", scales, output),
                writer.SignedBytes("wz", new sbyte[output], output), writer.Floats("ys", [0.03f + (0.1f * r.NextSingle())]),
                signed ? writer.SignedBytes("yz", [3]) : writer.Bytes("yz", [120]), Bias(model, output)],
            GraphWriter.List("pads", 1, 1, 1, 1));
        return model.End(y, signed ? DataType.Int8 : DataType.Uint8);
    });

    [Fact]
    public void QLinearMatMul_with_float_scales_equals_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        GraphWriter writer = model.Writer;
        int rows = r.Next(1, 4), terms = r.Next(1, 30), columns = r.Next(1, 9);
        writer.Input("x", DataType.Uint8, rows, terms);
        string y = model.Node("QLinearMatMul",
            ["x", writer.Floats("xs", [0.017f]), writer.Bytes("xz", [128]), SmallWeights(model, terms, columns), writer.Floats("ws", [0.011f]),
                writer.SignedBytes("wz", [2]), writer.Floats("ys", [0.05f + r.NextSingle()]), writer.Bytes("yz", [125])]);
        return model.End(y, DataType.Uint8);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Integer_products_scaled_in_float_afterwards_equal_the_runtime(bool convolution) => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        GraphWriter writer = model.Writer;
        string zero = writer.Bytes("xz", [(byte)model.Random.Next(100, 150)]);
        string sums;
        if (convolution)
        {
            writer.Input("x", DataType.Uint8, 1, 3, 6, 6);
            sums = model.Node("ConvInteger", ["x", SmallWeights(model, 4, 3, 2, 2), zero], GraphWriter.List("strides", 2, 2));
        }
        else
        {
            writer.Input("x", DataType.Uint8, 1, 20);
            sums = model.Node("MatMulInteger", ["x", SmallWeights(model, 20, 5), zero]);
        }

        string real = model.Node("Cast", [sums], GraphWriter.Attribute("to", (long)DataType.Float));
        return model.Output(model.Node("Relu", [model.Node("Mul", [real, model.Real(0.0001f, 0.001f, 1)])]));
    });

    [Fact]
    public void Any_float_scale_is_exact_where_one_number_becomes_one_number() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        GraphWriter writer = model.Writer;
        writer.Input("input", DataType.Float, 1, 3, 5, 5);
        string scale = writer.Floats("scale", [0.013f + (0.02f * model.Random.NextSingle())]), zero = writer.Bytes("zero", [130]);
        string q = writer.Node("QuantizeLinear", "q", ["input", scale, zero]);
        string x = writer.Node("DequantizeLinear", "dq", [q, scale, zero]);
        string y = model.Node("MaxPool", [model.Node("LeakyRelu", [x])], GraphWriter.List("kernel_shape", 2, 2));
        writer.Node("QuantizeLinear", "output", [y, writer.Floats("other", [0.02f]), zero]);
        return model.End("output", DataType.Uint8);
    });

    /// <summary>
    /// Seven bits: with eight, the runtime's kernels on processors without VNNI saturate sums of two products to 16 bits, and only there.
    /// </summary>
    private static string SmallWeights(QdqModel model, params int[] dimensions)
    {
        sbyte[] values = new sbyte[dimensions.Aggregate(1, (a, b) => a * b)];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = (sbyte)model.Random.Next(-64, 65);
        }

        return model.Writer.SignedBytes(model.Fresh("w"), values, dimensions);
    }

    private static string Bias(QdqModel model, int count) =>
        model.Writer.Integers(model.Fresh("b"), [.. Enumerable.Range(0, count).Select(_ => model.Random.Next(-5000, 5000))], count);
}
