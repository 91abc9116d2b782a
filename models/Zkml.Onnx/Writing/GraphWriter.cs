using System.Buffers.Binary;
using Google.Protobuf;
using Zkml.Onnx.Schema;
using AttributeType = Zkml.Onnx.Schema.AttributeProto.Types.AttributeType;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>Writes an ONNX file node by node: operators of version 13, one input, one output.</summary>
public sealed class GraphWriter
{
    private readonly ModelProto _model = new() { IrVersion = 8, ProducerName = "zkml", Graph = new GraphProto { Name = "network" } };

    public GraphWriter(int opset = 13) => _model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });

    public void Input(string name, DataType type, params ReadOnlySpan<int> dimensions) => _model.Graph.Input.Add(Value(name, type, dimensions));

    public void Output(string name, DataType type, params ReadOnlySpan<int> dimensions) => _model.Graph.Output.Add(Value(name, type, dimensions));

    /// <summary>Adds the node and returns its output's name, which is also the node's.</summary>
    public string Node(string operation, string output, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        node.Output.Add(output);
        foreach (string input in inputs)
        {
            node.Input.Add(input);
        }

        foreach (AttributeProto attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        _model.Graph.Node.Add(node);
        return output;
    }

    public void Add(NodeProto node) => _model.Graph.Node.Add(node);

    public string Floats(string name, float[] values, params ReadOnlySpan<int> dimensions)
    {
        byte[] raw = new byte[4 * values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(4 * k), values[k]);
        }

        return Initialiser(name, DataType.Float, raw, dimensions);
    }

    public string SignedBytes(string name, sbyte[] values, params ReadOnlySpan<int> dimensions) =>
        Initialiser(name, DataType.Int8, [.. values.Select(v => (byte)v)], dimensions);

    public string Bytes(string name, byte[] values, params ReadOnlySpan<int> dimensions) => Initialiser(name, DataType.Uint8, values, dimensions);

    public string Integers(string name, int[] values, params ReadOnlySpan<int> dimensions)
    {
        byte[] raw = new byte[4 * values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(raw.AsSpan(4 * k), values[k]);
        }

        return Initialiser(name, DataType.Int32, raw, dimensions);
    }

    public string Longs(string name, long[] values, params ReadOnlySpan<int> dimensions)
    {
        byte[] raw = new byte[8 * values.Length];
        for (int k = 0; k < values.Length; k++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(8 * k), values[k]);
        }

        return Initialiser(name, DataType.Int64, raw, dimensions);
    }

    public byte[] ToBytes() => OnnxFile.Write(_model);

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, I = value, Type = AttributeType.Int };

    public static AttributeProto Attribute(string name, float value) => new() { Name = name, F = value, Type = AttributeType.Float };

    public static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeType.String };

    public static AttributeProto List(string name, params ReadOnlySpan<int> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeType.Ints };
        foreach (int value in values)
        {
            attribute.Ints.Add(value);
        }

        return attribute;
    }

    private string Initialiser(string name, DataType type, byte[] raw, ReadOnlySpan<int> dimensions)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = UnsafeByteOperations.UnsafeWrap(raw) };
        foreach (int d in dimensions)
        {
            tensor.Dims.Add(d);
        }

        _model.Graph.Initializer.Add(tensor);
        return name;
    }

    private static ValueInfoProto Value(string name, DataType type, ReadOnlySpan<int> dimensions)
    {
        var shape = new TensorShapeProto();
        foreach (int d in dimensions)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = d });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } } };
    }
}
