using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Networks.Tests.Proofs;

/// <summary>Functions of numbers, and windows over them.</summary>
internal static class ElementwiseCases
{
    public static IReadOnlyDictionary<string, Func<QdqModel, byte[]>> All { get; } = new Dictionary<string, Func<QdqModel, byte[]>>
    {
        ["Relu"] = model => OfEightBits(model, "Relu"),
        ["LeakyRelu"] = model => OfEightBits(model, "LeakyRelu"),
        ["HardSwish"] = model => OfEightBits(model, "HardSwish"),
        ["HardSigmoid"] = model => OfEightBits(model, "HardSigmoid", -7),
        ["Sigmoid"] = model => OfEightBits(model, "Sigmoid", -7),
        ["Tanh"] = model => OfEightBits(model, "Tanh", -7),
        ["LeakyRelu of accumulators"] = model => OfAccumulators(model, "LeakyRelu", -2),
        ["Sigmoid of accumulators"] = model => OfAccumulators(model, "Sigmoid", -7),
        ["PRelu"] = model => model.Output(model.Node("PRelu", [Image(model, 3), model.Real(-0.5f, 1.5f, 3, 1, 1)]), -4),
        ["Clip"] = model => model.Output(model.Node(
            "Clip", [Convolved(model), model.Writer.Floats("low", [-model.Random.NextSingle()]), model.Writer.Floats("high", [6 * model.Random.NextSingle()])])),
        ["BatchNormalization"] = model => model.Output(model.Node(
            "BatchNormalization", [Image(model, 3), model.Real(0.3f, 2, 3), model.Real(-1, 1, 3), model.Real(-1, 1, 3), model.Real(0.2f, 3, 3)])),
        ["Add"] = model => OfTwo(model, "Add"),
        ["Sub"] = model => OfTwo(model, "Sub"),
        ["Mul"] = model => OfTwo(model, "Mul"),
        ["Add, a vector along the width"] = model =>
        {
            string x = model.Input(1, 3, 2, 3), means = model.Node("Flatten", [model.Node("GlobalAveragePool", [x])]);
            return model.Output(model.Node("Add", [x, model.QuantiseAndBack(means)]));
        },
        ["Add, a constant"] = model => WithConstant(model, "Add"),
        ["Sub, a constant"] = model => WithConstant(model, "Sub"),
        ["Mul, a constant"] = model => WithConstant(model, "Mul"),
        ["Div"] = model => model.Output(model.Node("Div", [Image(model, 3), model.Real(0.5f, 2, 3, 1, 1)]), -7),
        ["MaxPool"] = model => Pooled(model, "MaxPool", GraphWriter.List("strides", 1 + model.Random.Next(2), 1)),
        ["MaxPool, padded"] = model => Pooled(model, "MaxPool", GraphWriter.List("pads", 1, 0, 1, 1)),
        ["MaxPool, rounded up"] = model => Pooled(model, "MaxPool", GraphWriter.Attribute("ceil_mode", 1L)),
        ["AveragePool"] = model => Pooled(model, "AveragePool", GraphWriter.List("strides", 1, 1 + model.Random.Next(2))),
        ["GlobalAveragePool"] = model => model.Output(model.Node("GlobalAveragePool", [Image(model, 4)])),
        ["ReduceMean"] = model => model.Output(model.Node("ReduceMean", [Image(model, 4)], GraphWriter.List("axes", 2, 3))),
    };

    private static string Image(QdqModel model, int channels) => model.Input(1, channels, model.Random.Next(2, 5), model.Random.Next(2, 5));

    private static string Convolved(QdqModel model) => model.Node("Conv", [Image(model, 2), model.Weights(3, 2, 2, 2)]);

    private static byte[] OfEightBits(QdqModel model, string operation, int exponent = -4) =>
        model.Output(model.Node(operation, [Image(model, 2)]), exponent);

    private static byte[] OfAccumulators(QdqModel model, string operation, int exponent) =>
        model.Output(model.Node(operation, [Convolved(model)]), exponent);

    private static byte[] OfTwo(QdqModel model, string operation)
    {
        string x = Image(model, 2), a = model.QuantiseAndBack(model.Node("Relu", [x]));
        string b = model.Random.Next(2) == 0 ? model.QuantiseAndBack(model.Node("GlobalAveragePool", [x])) : x;
        return model.Output(model.Node(operation, [a, b]), operation == "Mul" ? -2 : -3);
    }

    private static byte[] WithConstant(QdqModel model, string operation)
    {
        string x = Image(model, 3);
        string constant = model.Random.Next(2) == 0 ? model.Grid(-5, 100, 3, 1, 1) : model.Real(-2, 2, 3, 1, 1);
        return model.Output(model.Node(operation, model.Random.Next(2) == 0 ? [x, constant] : [constant, x]));
    }

    private static byte[] Pooled(QdqModel model, string operation, AttributeProto window)
    {
        string x = model.Input(1, 2, model.Random.Next(3, 6), model.Random.Next(3, 6));
        return model.Output(model.Node(operation, [x], GraphWriter.List("kernel_shape", 2, model.Random.Next(2, 4)), window));
    }
}
