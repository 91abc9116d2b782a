using Zkml.Networks;
using Zkml.Onnx;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Fuzz;

/// <summary>The importer of ONNX files: whatever it takes can be executed, and every value stays in the interval that was promised.</summary>
public sealed class ModelTarget : IFuzzTarget
{
    private const int LargestExecuted = 1 << 16;

    public string Name => "model";

    public IReadOnlyList<byte[]> Seeds { get; } = [Convolution(), Dense()];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (!OnnxImporter.TryImport(input.ToArray(), out ImportedModel? model, out string problem))
        {
            _ = problem.Length > 0 ? problem : throw new InvalidOperationException("A refusal without a sentence.");
            return;
        }

        IntegerNetwork network = model!.Network;
        if (network.Tensors.Sum(t => (long)t.Shape.Count) > LargestExecuted || network.MultiplyAdds > 1 << 20)
        {
            return;
        }

        int[] highest = [.. Enumerable.Repeat((int)network.Input.Interval.Max, network.Input.Shape.Count)];
        int[][] tensors = NetworkExecutor.Run(network, highest);
        foreach (NetworkTensor tensor in network.Tensors)
        {
            if (!tensors[tensor.Index].All(v => tensor.Interval.Contains(v)))
            {
                throw new InvalidOperationException($"The tensor {tensor.Name} leaves its interval.");
            }
        }
    }

    private static byte[] Convolution()
    {
        GraphWriter writer = Begin([1, 2, 6, 6], out string x);
        string zero = writer.SignedBytes("wz", [0, 0, 0], 3);
        string w = writer.Node("DequantizeLinear", "w",
            [writer.SignedBytes("w8", [.. Enumerable.Range(0, 54).Select(k => (sbyte)(k - 20))], 3, 2, 3, 3), writer.Floats("ws", [0.5f, 0.25f, 1], 3), zero],
            GraphWriter.Attribute("axis", 0L));
        string y = writer.Node("Conv", "conv", [x, w], GraphWriter.List("pads", 1, 1, 1, 1), GraphWriter.List("strides", 2, 1));
        y = writer.Node("Clip", "clip", [y, writer.Floats("low", [0]), writer.Floats("high", [6])]);
        y = writer.Node("MaxPool", "pool", [y], GraphWriter.List("kernel_shape", 2, 2));
        y = writer.Node("Concat", "concat", [y, y], GraphWriter.Attribute("axis", 1L));
        y = writer.Node("Transpose", "transpose", [y], GraphWriter.List("perm", 0, 2, 3, 1));
        return End(writer, writer.Node("GlobalAveragePool", "mean", [y]));
    }

    private static byte[] Dense()
    {
        GraphWriter writer = Begin([1, 8], out string x);
        string s = writer.Node("Sigmoid", "sigmoid", [x]);
        string y = writer.Node("Mul", "silu", [x, s]);
        y = writer.Node("Reshape", "reshape", [y, writer.Longs("shape", [2, -1], 2)]);
        y = writer.Node("Slice", "slice", [y, writer.Longs("starts", [0], 1), writer.Longs("ends", [3], 1), writer.Longs("axes", [1], 1)]);
        y = writer.Node("Pad", "pad", [y, writer.Longs("pads", [0, 1, 0, 2], 4)]);
        return End(writer, writer.Node("Flatten", "flatten", [y], GraphWriter.Attribute("axis", 0L)));
    }

    private static GraphWriter Begin(int[] dimensions, out string x)
    {
        var writer = new GraphWriter();
        writer.Input("input", DataType.Float, dimensions);
        writer.Floats("s", [0.125f]);
        writer.Bytes("z", [128]);
        x = writer.Node("DequantizeLinear", "x", [writer.Node("QuantizeLinear", "q", ["input", "s", "z"]), "s", "z"]);
        return writer;
    }

    private static byte[] End(GraphWriter writer, string y)
    {
        writer.Node("QuantizeLinear", "output", [y, "s", "z"]);
        writer.Output("output", DataType.Uint8, 1);
        return writer.ToBytes();
    }
}
