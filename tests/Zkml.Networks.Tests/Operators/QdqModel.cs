using Zkml.Onnx;
using Zkml.Onnx.Schema;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

/// <summary>A small model of one operator between QuantizeLinear and DequantizeLinear, with constants drawn from a seed.</summary>
internal sealed class QdqModel
{
    private int _names;

    public QdqModel(int seed, int opset = 13)
    {
        Random = new Random(seed);
        Writer = new GraphWriter(opset);
    }

    public Random Random { get; }

    public GraphWriter Writer { get; }

    public string Fresh(string stem) => $"{stem}_{_names++}";

    /// <summary>The float input, quantised and back.</summary>
    public string Input(params int[] dimensions)
    {
        Writer.Input("input", DataType.Float, dimensions);
        return QuantiseAndBack("input");
    }

    /// <summary>QuantizeLinear with a random power-of-two scale and zero point, then back.</summary>
    public string QuantiseAndBack(string value)
    {
        (string scale, string zero) = Parameters(Random.Next(-6, -2));
        string q = Writer.Node("QuantizeLinear", Fresh("q"), [value, scale, zero]);
        return Writer.Node("DequantizeLinear", Fresh("dq"), [q, scale, zero]);
    }

    /// <summary>QuantizeLinear to the model's output.</summary>
    public byte[] Output(string value, int exponent = -3)
    {
        (string scale, string zero) = Parameters(exponent);
        Writer.Node("QuantizeLinear", "output", [value, scale, zero]);
        return End("output", zero.StartsWith("signed", StringComparison.Ordinal) ? DataType.Int8 : DataType.Uint8);
    }

    /// <summary>The model with this float or integer output; its shape is left to the runtime.</summary>
    public byte[] End(string output, DataType type)
    {
        Writer.Output(output, type);
        if (!OnnxFile.TryRead(Writer.ToBytes(), out ModelProto model, out string problem))
        {
            throw new InvalidOperationException(problem);
        }

        model.Graph.Output[0].Type.TensorType.Shape = null;
        return OnnxFile.Write(model);
    }

    /// <summary>Random 8-bit weights with one power-of-two scale for each index of the first axis, dequantised.</summary>
    public string Weights(params int[] dimensions)
    {
        sbyte[] values = new sbyte[dimensions.Aggregate(1, (a, b) => a * b)];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = (sbyte)Random.Next(-128, 128);
        }

        float[] scales = [.. Enumerable.Range(0, dimensions[0]).Select(_ => MathF.ScaleB(1, Random.Next(-9, -4)))];
        string w = Writer.SignedBytes(Fresh("w"), values, dimensions);
        string zero = Writer.SignedBytes(Fresh("wz"), new sbyte[scales.Length], scales.Length);
        return Writer.Node("DequantizeLinear", Fresh("wdq"), [w, Writer.Floats(Fresh("ws"), scales, scales.Length), zero], GraphWriter.Attribute("axis", 0L));
    }

    /// <summary>A float constant on the grid 2^exponent.</summary>
    public string Grid(int exponent, int magnitude, params int[] dimensions)
    {
        float[] values = new float[dimensions.Aggregate(1, (a, b) => a * b)];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = MathF.ScaleB(Random.Next(-magnitude, magnitude + 1), exponent);
        }

        return Writer.Floats(Fresh("c"), values, dimensions);
    }

    /// <summary>A float constant of any numbers between the bounds.</summary>
    public string Real(float low, float high, params int[] dimensions)
    {
        float[] values = new float[dimensions.Aggregate(1, (a, b) => a * b)];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = low + ((high - low) * Random.NextSingle());
        }

        return Writer.Floats(Fresh("c"), values, dimensions);
    }

    public string Node(string operation, string[] inputs, params AttributeProto[] attributes) => Writer.Node(operation, Fresh("n"), inputs, attributes);

    public (string Scale, string Zero) Parameters(int exponent, bool? signed = null)
    {
        string scale = Writer.Floats(Fresh("s"), [MathF.ScaleB(1, exponent)]);
        return signed ?? Random.Next(2) == 0
            ? (scale, Writer.SignedBytes(Fresh("signed"), [(sbyte)Random.Next(-20, 21)]))
            : (scale, Writer.Bytes(Fresh("unsigned"), [(byte)Random.Next(100, 150)]));
    }
}
