using Zkml.Onnx;
using Zkml.Onnx.Schema;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>Operators that move numbers, and those at the borders of integers and floats.</summary>
internal static class MovingCases
{
    public static IReadOnlyDictionary<string, Func<QdqModel, byte[]>> All { get; } = new Dictionary<string, Func<QdqModel, byte[]>>
    {
        ["QuantizeLinear"] = model => model.Output(Image(model), -2),
        ["DequantizeLinear"] = model => model.End(model.QuantiseAndBack(model.Node("Relu", [Image(model)])), DataType.Float),
        ["Cast"] = model =>
        {
            model.Writer.Input("x", DataType.Uint8, 1, 2, 3, 3);
            string real = model.Node("Cast", ["x"], GraphWriter.Attribute("to", (long)DataType.Float));
            return model.Output(model.Node("Mul", [real, model.Writer.Floats("half", [0.5f])]));
        },
        ["Pad, constant"] = model => Padded(model, "constant"),
        ["Pad, edge"] = model => Padded(model, "edge"),
        ["Pad, reflect"] = model => Padded(model, "reflect"),
        ["Concat"] = model =>
        {
            string x = Image(model), y = model.QuantiseAndBack(model.Node("LeakyRelu", [x]));
            return model.Output(model.Node("Concat", [x, y], GraphWriter.Attribute("axis", model.Random.Next(1, 4))));
        },
        ["Slice"] = model => model.Output(model.Node(
            "Slice", [Image(model), Longs(model, model.Random.Next(0, 2)), Longs(model, 9), Longs(model, model.Random.Next(1, 4)), Longs(model, 1 + model.Random.Next(2))])),
        ["Split"] = model =>
        {
            model.Writer.Add(new NodeProto
            {
                OpType = "Split", Name = "split", Input = { Image(model), Longs(model, 2, 2) }, Output = { "left", "right" },
                Attribute = { GraphWriter.Attribute("axis", model.Random.Next(1, 4)) },
            });
            return model.Output(model.Node("Add", ["left", "right"]));
        },
        ["Gather"] = model => model.Output(model.Node("Gather", [Image(model), Longs(model, 3, 0, 0)], GraphWriter.Attribute("axis", model.Random.Next(1, 4)))),
        ["Transpose"] = model =>
        {
            int[] order = [1, 2, 3];
            model.Random.Shuffle(order);
            return model.Output(model.Node("Transpose", [Image(model)], GraphWriter.List("perm", [0, .. order])));
        },
        ["Reshape"] = model => model.Output(model.Node("Reshape", [Image(model), Longs(model, 1, 2, -1, 4)])),
        ["Flatten"] = model => model.Output(model.Node("Flatten", [Image(model)])),
        ["Squeeze and Unsqueeze"] = model =>
        {
            string x = model.Node("Squeeze", [model.Input(1, 3, 1, 4), Longs(model, 2)]);
            return model.Output(model.Node("Unsqueeze", [x, Longs(model, -1)]));
        },
        ["Identity and Dropout"] = model => model.Output(model.Node("Dropout", [model.Node("Identity", [Image(model)])])),
        ["Shape, Constant and ConstantOfShape"] = model =>
        {
            string x = Image(model);
            string half = model.Node("Constant", [], GraphWriter.Attribute("value_float", 0.5f));
            string zeros = model.Node("ConstantOfShape", [model.Node("Shape", [x])]);
            return model.Output(model.Node("Mul", [model.Node("Add", [x, zeros]), half]));
        },
        ["Resize, nearest"] = model => Resized(model, "nearest", model.Random.Next(1, 4), model.Random.Next(1, 4)),
        ["Resize, linear by three"] = model => Resized(model, "linear", 3, 1 + (2 * model.Random.Next(0, 2))),
        ["Resize, linear"] = model => Resized(model, "linear", 1 << model.Random.Next(0, 2), 1 << model.Random.Next(0, 3)),
    };

    private static string Image(QdqModel model) => model.Input(1, 4, 4, 4);

    private static string Longs(QdqModel model, params long[] values) => model.Writer.Longs(model.Fresh("longs"), values, values.Length);

    private static byte[] Padded(QdqModel model, string mode)
    {
        Random r = model.Random;
        string x = model.Input(1, 2, 3, 4), pads = Longs(model, 0, 0, r.Next(0, 3), r.Next(-1, 3), 0, 0, r.Next(0, 3), r.Next(0, 3));
        string[] inputs = mode == "constant" ? [x, pads, model.Writer.Floats("fill", [0.5f])] : [x, pads];
        return model.Output(model.Node("Pad", inputs, GraphWriter.Attribute("mode", mode)));
    }

    private static byte[] Resized(QdqModel model, string mode, float y, float x)
    {
        bool whole = model.Random.Next(2) == 0;
        string small = model.Input(1, 2, 2, 3), scales = model.Writer.Floats("scales", [1, 1, y, x], 4);
        return model.Output(
            model.Node(
                "Resize", [small, "", scales], GraphWriter.Attribute("mode", mode),
                GraphWriter.Attribute("coordinate_transformation_mode", whole ? "asymmetric" : "half_pixel"),
                GraphWriter.Attribute("nearest_mode", whole ? "floor" : "round_prefer_floor")),
            -6);
    }
}
