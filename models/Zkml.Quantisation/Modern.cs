using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Quantisation;

/// <summary>Nodes of older versions of the operators as version 13 writes them: what was an attribute is an input now.</summary>
internal static class Modern
{
    public static NodeProto Form(NodeProto node, long opset, GraphWriter writer)
    {
        (string[] moved, long until) = node.OpType switch
        {
            "Squeeze" or "Unsqueeze" => (["axes"], 13),
            "Split" => (["split"], 13),
            "Slice" => (["starts", "ends", "axes"], 10),
            "Pad" => (["pads"], 11),
            _ => ((string[])[], 0L),
        };
        if (node.OpType == "Upsample" || (node.OpType == "Resize" && opset < 11))
        {
            return Enlargement(node, writer);
        }

        if (opset >= until)
        {
            return node;
        }

        NodeProto modern = node.Clone();
        foreach (string name in moved)
        {
            if (modern.Attribute.FirstOrDefault(a => a.Name == name) is { } attribute)
            {
                modern.Attribute.Remove(attribute);
                modern.Input.Add(writer.Longs($"{node.Output[0]}_{name}", [.. attribute.Ints], attribute.Ints.Count));
            }
        }

        if (modern.Attribute.FirstOrDefault(a => a.Name == "value") is { } fill && node.OpType == "Pad")
        {
            modern.Attribute.Remove(fill);
            modern.Input.Add(writer.Floats($"{node.Output[0]}_fill", [fill.F]));
        }

        return modern;
    }

    /// <summary>Upsample, and Resize before version 11: places are whole numbers, rounded down.</summary>
    private static NodeProto Enlargement(NodeProto node, GraphWriter writer)
    {
        NodeProto modern = node.Clone();
        modern.OpType = "Resize";
        modern.Input.Insert(1, string.Empty);
        if (modern.Attribute.FirstOrDefault(a => a.Name == "scales") is { } scales)
        {
            modern.Attribute.Remove(scales);
            modern.Input.Add(writer.Floats($"{node.Output[0]}_scales", [.. scales.Floats], scales.Floats.Count));
        }

        modern.Attribute.Add(GraphWriter.Attribute("coordinate_transformation_mode", "asymmetric"));
        modern.Attribute.Add(GraphWriter.Attribute("nearest_mode", "floor"));
        return modern;
    }
}
