using System.Buffers.Binary;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Zkml.Onnx;
using Zkml.Onnx.Schema;
using AttributeType = Zkml.Onnx.Schema.AttributeProto.Types.AttributeType;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>Changes a graph where its meaning is: dimensions, attributes, small constants, inputs of nodes, the version of the operators.</summary>
internal sealed class GraphMutator(Random random)
{
    private static readonly string[] Kinds =
        ["Flatten", "Transpose", "Squeeze", "Relu", "Identity", "Neg", "LeakyRelu", "Sigmoid", "GlobalAveragePool", "Add", "Mul", "Concat"];

    public byte[] Change(byte[] file, int changes)
    {
        Assert.True(OnnxFile.TryRead(file, out ModelProto model, out string problem), problem);
        for (int k = 0; k < changes; k++)
        {
            Change(model);
        }

        return OnnxFile.Write(model);
    }

    private void Change(ModelProto model)
    {
        GraphProto graph = model.Graph;
        switch (random.Next(8))
        {
            case 0:
                Dimensions(graph.Input[0].Type.TensorType.Shape.Dim);
                break;
            case 1:
                Attribute(Any(graph.Node));
                break;
            case 2:
                Remove(Any(graph.Node).Attribute);
                break;
            case 3:
                Shape(Any(graph.Initializer));
                break;
            case 4:
                Numbers(Any(graph.Initializer));
                break;
            case 5:
                NodeProto node = Any(graph.Node);
                if (node.Input.Count > 0)
                {
                    int at = random.Next(node.Input.Count);
                    node.Input[at] = random.Next(3) == 0 ? "" : random.Next(2) == 0 ? Any(node.Input) : Any(Any(graph.Node).Output);
                }

                break;
            case 6:
                model.OpsetImport[0].Version = random.Next(7, 22);
                break;
            default:
                Insert(graph);
                break;
        }
    }

    private T Any<T>(RepeatedField<T> items) => items[random.Next(items.Count)];

    private void Dimensions(RepeatedField<TensorShapeProto.Types.Dimension> dimensions)
    {
        switch (random.Next(3))
        {
            case 0:
                Remove(dimensions);
                break;
            case 1:
                dimensions.Insert(random.Next(dimensions.Count + 1), new TensorShapeProto.Types.Dimension { DimValue = random.Next(1, 4) });
                break;
            case 2 when dimensions.Count > 0:
                Any(dimensions).DimValue = random.Next(1, 5);
                break;
        }
    }

    private void Attribute(NodeProto node)
    {
        if (node.Attribute.Count == 0)
        {
            node.Attribute.Add(GraphWriter.Attribute("axis", random.Next(-3, 4)));
            return;
        }

        AttributeProto attribute = Any(node.Attribute);
        switch (attribute.Type)
        {
            case AttributeType.Int:
                attribute.I = random.Next(-3, 6);
                break;
            case AttributeType.Float:
                attribute.F = (2 * random.NextSingle()) - 1;
                break;
            case AttributeType.Ints when attribute.Ints.Count > 0:
                attribute.Ints[random.Next(attribute.Ints.Count)] = random.Next(-1, 4);
                break;
            case AttributeType.Ints:
                attribute.Ints.Add(random.Next(4));
                break;
        }
    }

    /// <summary>The same numbers in other dimensions.</summary>
    private void Shape(TensorProto tensor)
    {
        switch (random.Next(3))
        {
            case 0:
                tensor.Dims.Insert(random.Next(tensor.Dims.Count + 1), 1);
                break;
            case 1 when tensor.Dims.Contains(1):
                tensor.Dims.Remove(1);
                break;
            case 2 when tensor.Dims.Count > 1:
                int a = random.Next(tensor.Dims.Count), b = random.Next(tensor.Dims.Count);
                (tensor.Dims[a], tensor.Dims[b]) = (tensor.Dims[b], tensor.Dims[a]);
                break;
        }
    }

    private void Numbers(TensorProto tensor)
    {
        byte[] raw = tensor.RawData.ToByteArray();
        switch ((DataType)tensor.DataType)
        {
            case DataType.Int64:
                BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(8 * random.Next(raw.Length / 8)), random.Next(-3, 6));
                break;
            case DataType.Float:
                float value = random.Next(2) == 0 ? MathF.ScaleB(random.Next(-3, 4), random.Next(-6, 2)) : (4 * random.NextSingle()) - 2;
                BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(4 * random.Next(raw.Length / 4)), value);
                break;
            default:
                raw[random.Next(raw.Length)] = (byte)random.Next(256);
                break;
        }

        tensor.RawData = ByteString.CopyFrom(raw);
    }

    /// <summary>A node on some edge, quantised and back when the graph has the numbers for that.</summary>
    private void Insert(GraphProto graph)
    {
        int at = random.Next(graph.Node.Count);
        NodeProto reader = graph.Node[at];
        if (reader.Input.Count == 0)
        {
            return;
        }

        int input = random.Next(reader.Input.Count);
        string edge = reader.Input[input], name = $"inserted_{graph.Node.Count}";
        string[] edges = [.. graph.Node.Take(at).SelectMany(n => n.Output).Append("input")];
        var node = new NodeProto { Name = name, Output = { name }, OpType = Kinds[random.Next(Kinds.Length)], Input = { edge } };
        if (node.OpType is "Add" or "Mul" or "Concat")
        {
            node.Input.Add(edges[random.Next(edges.Length)]);
        }

        if (node.OpType is "Concat" or "Flatten")
        {
            node.Attribute.Add(GraphWriter.Attribute("axis", random.Next(4)));
        }

        if (node.OpType == "Transpose")
        {
            int[] order = [0, 1, 2, 3];
            random.Shuffle(order);
            node.Attribute.Add(GraphWriter.List("perm", order));
        }

        graph.Node.Insert(at, node);
        reader.Input[input] = random.Next(2) == 0 ? name : Requantised(graph, at + 1, name);
    }

    /// <summary>The edge through the first QuantizeLinear's scale and zero point and back.</summary>
    private static string Requantised(GraphProto graph, int at, string edge)
    {
        if (graph.Node.FirstOrDefault(n => n.OpType == "QuantizeLinear" && n.Input.Count == 3) is not { } like)
        {
            return edge;
        }

        graph.Node.Insert(at, new NodeProto
        {
            OpType = "QuantizeLinear", Name = edge + "_q", Input = { edge, like.Input[1], like.Input[2] }, Output = { edge + "_q" },
        });
        graph.Node.Insert(at + 1, new NodeProto
        {
            OpType = "DequantizeLinear", Name = edge + "_dq", Input = { edge + "_q", like.Input[1], like.Input[2] }, Output = { edge + "_dq" },
        });
        return edge + "_dq";
    }

    private void Remove<T>(RepeatedField<T> items)
    {
        if (items.Count > 0)
        {
            items.RemoveAt(random.Next(items.Count));
        }
    }
}
