using Zkml.Onnx;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

/// <summary>Sums that could reach half of p for some input are refused by the weights alone, the first one that could included.</summary>
public sealed class Overflows
{
    /// <summary>(p − 1)/2. Before, it was 2^30, and a proof of the output 2^30 − 1 was one of −2^30 + 2^24 − 2 as well.</summary>
    private const int Half = (1 << 30) - (1 << 23);

    /// <summary>(2^30 − 2^23) / (127 · 255) = 32 896.5.</summary>
    [Theory]
    [InlineData(32_896, null)]
    [InlineData(32_897, "its values may reach")]
    [InlineData(1 << 20, "its values may reach")]
    public void A_sum_of_bytes_is_taken_as_long_as_the_largest_fits(int terms, string? refusal)
    {
        var model = new QdqModel(1);
        model.Writer.Input("x", DataType.Uint8, 1, terms);
        sbyte[] weights = new sbyte[terms];
        Array.Fill(weights, sbyte.MaxValue);
        string sums = model.Node("MatMulInteger", ["x", model.Writer.SignedBytes("w", weights, terms, 1)]);

        Check(model.End(sums, DataType.Int32), refusal);
    }

    [Theory]
    [InlineData(Half - 1 - (127 * 255), null)]
    [InlineData(Half - (127 * 255), "its values may reach")]
    [InlineData(int.MaxValue, "its bias does not fit")]
    public void A_bias_counts(int bias, string? refusal)
    {
        var model = new QdqModel(1);
        GraphWriter writer = model.Writer;
        writer.Input("x", DataType.Uint8, 1, 1, 1, 1);
        string one = writer.Floats("one", [1]), zero = writer.Bytes("zero", [0]);
        string y = model.Node(
            "QLinearConv",
            ["x", one, zero, writer.SignedBytes("w", [127], 1, 1, 1, 1), one, writer.SignedBytes("wz", [0]), writer.Floats("huge", [1 << 24]), zero,
                writer.Integers("b", [bias], 1)]);

        Check(model.End(y, DataType.Uint8), refusal);
    }

    /// <summary>z is about 2^29 at least, so 4·2^31·z reaches 2^61 and more. Bounds stop at 2^61; two terms of −2^60 must not bring them back to zero.</summary>
    [Fact]
    public void A_sum_that_leaves_every_bound_does_not_come_back()
    {
        var builder = new NetworkBuilder();
        var shape = new TensorShape(1, 1, 1);
        int x = builder.Input("x", shape, new Interval(1 << 19, 1 << 20));
        int z = builder.WeightedSum("z", [x], [1015]);
        int one = builder.Requantise("one", x, [0], 1, 1);
        int large = builder.WeightedSum("large", [one], [1 << 29]);

        Refused(() => builder.WeightedSum("sum", [z, z, z, z, large, large], [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MinValue, int.MinValue]));
        Refused(() => builder.WeightedSum("sum", [z, z, z, z, large, large], [int.MinValue, int.MinValue, int.MinValue, int.MinValue, 1 << 30, 1 << 30]));

        static void Refused(Action build) => Assert.Contains("its values may reach", Assert.Throws<ModelProblemException>(build).Message, StringComparison.Ordinal);
    }

    private static void Check(byte[] file, string? refusal)
    {
        bool taken = OnnxImporter.TryImport(file, out _, out string problem);

        Assert.Equal(refusal is null, taken);
        Assert.Contains(refusal ?? "", problem, StringComparison.Ordinal);
    }
}
