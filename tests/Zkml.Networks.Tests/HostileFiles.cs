using Zkml.Onnx;
using Zkml.Onnx.Schema;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

/// <summary>Files that are wrong, or that we cannot promise exactness for, get one sentence that names the node.</summary>
public sealed class HostileFiles
{
    public static TheoryData<string, string> Cases => new()
    {
        { "an operator nobody knows", "Node 'n_3' (Erf): this operator is not supported." },
        { "a softmax", "Node 'n_3' (Softmax): the runtime's exponentials" },
        { "a layer normalisation", "Node 'n_5' (LayerNormalization): it divides by a root of the data" },
        { "a batch normalisation without a batch", "Node 'n_9' (BatchNormalization): its input must be 1 × channels × …" },
        { "a bias for each row", "Node 'n_10' (Gemm): its bias must have one number for each column." },
        { "a cycle", "Node 'n_3' (Relu): it reads 'later', which nothing before it produces (missing, or a cycle)." },
        { "a missing initialiser", "Node 'n_3' (Conv): it reads 'weights', which nothing before it produces" },
        { "a weight tensor of another rank", "Node 'n_4' (Conv): its weights do not have the dimensions of its input." },
        { "channels that do not fit", "Node 'n_7' (Conv): 1 groups of 5 channels do not make its 3 input channels." },
        { "float weights", "Node 'n_4' (Conv): the weights and bias of its output channel 0 are no 8-bit integers times one power of two" },
        { "a huge kernel", "Node 'n_3' (MaxPool): its kernel, strides and dilations must be positive and small." },
        { "a kernel larger than the image", "Node 'n_3' (MaxPool): its kernel is larger than its padded input of 3×8×8." },
        { "a huge enlargement", "Node 'n_4' (Resize): only whole factors that enlarge are supported." },
        { "a huge reshape", "Node 'n_4' (Reshape): its new dimensions are too large." },
        { "sums that a float rounds", "Node 'n_9' (Conv): its float sums may reach" },
        { "an attribute nobody knows", "Node 'n_3' (Relu): its attribute 'surprise' is not supported." },
        { "an attribute of another type", "Node 'n_3' (LeakyRelu): its attribute 'alpha' is not of type Float." },
        { "two nodes of one output", "Node 'input_q' (Relu): it produces 'n_3', which exists already." },
        { "an activation that is not quantised", "an activation before it is not quantised" },
        { "a product of two inputs", "Node 'n_3' (MatMul): only products with a constant matrix on the right are supported." },
        { "a float input", "it computes with the float input: the model must begin with QuantizeLinear" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_model_gets_a_sentence(string what, string sentence)
    {
        Assert.False(OnnxImporter.TryImport(Model(what), out _, out string problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mobilefacenet-float.onnx", "Node 'conv1' (Conv): it computes with the float input")]
    [InlineData("small/mnist-7.onnx", "it computes with the float input")]
    public void A_float_model_is_told_to_be_quantised(string name, string sentence)
    {
        byte[] file = File.ReadAllBytes(SharedData.Require(["models", .. name.Split('/')]));

        Assert.False(OnnxImporter.TryImport(file, out _, out string problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] file = File.ReadAllBytes(SharedData.Require("models", "espdl-mfn-int8-qdq.onnx"));

        foreach (int length in (int[])[0, 1, 2, 100, 5000, file.Length / 2, file.Length - 1])
        {
            Assert.False(OnnxImporter.TryImport(file[..length], out _, out string problem));
            Assert.NotEmpty(problem);
        }
    }

    [Fact]
    public void Flipped_bytes_give_a_sentence_or_another_model_never_an_exception()
    {
        byte[] file = Model("a good one");
        for (int k = 0; k < file.Length; k++)
        {
            byte[] bad = [.. file];
            bad[k] ^= (byte)(1 << (k % 8));
            bool taken = OnnxImporter.TryImport(bad, out ImportedModel? model, out string problem);

            Assert.True(taken ? model!.Id.Length == 32 : problem.Length > 0);
        }
    }

    private static byte[] Model(string what)
    {
        var model = new QdqModel(7, what == "a huge reshape" ? 14 : 13);
        GraphWriter writer = model.Writer;
        writer.Input("input", DataType.Float, 1, 3, 8, 8);
        string scale = writer.Floats(model.Fresh("scale"), [0.25f]), zero = writer.SignedBytes(model.Fresh("zero"), [0]);
        writer.Node("QuantizeLinear", "input_q", ["input", scale, zero]);
        string x = writer.Node("DequantizeLinear", model.Fresh("x"), ["input_q", scale, zero]);
        string y = Operator(model, what, x);
        return model.End(y, DataType.Float);
    }

    private static string Operator(QdqModel model, string what, string x)
    {
        GraphWriter writer = model.Writer;
        switch (what)
        {
            case "an operator nobody knows":
                return model.Node("Erf", [x]);
            case "a softmax":
                return model.Node("Softmax", [x]);
            case "a layer normalisation":
                return model.Node("LayerNormalization", [x, model.Real(0, 1, 8), model.Real(0, 1, 8)]);
            case "a batch normalisation without a batch":
                string image = model.Node("Squeeze", [x, writer.Longs(model.Fresh("batch"), [0], 1)]);
                return model.Node("BatchNormalization", [image, .. Enumerable.Range(0, 4).Select(_ => model.Real(0.5f, 1, 8))]);
            case "a bias for each row":
                string rows = model.Node("Reshape", [x, writer.Longs(model.Fresh("shape"), [4, 48], 2)]);
                return model.Node("Gemm", [rows, model.Weights(48, 4), model.Grid(-3, 9, 4, 1)]);
            case "a cycle":
                string early = model.Node("Relu", ["later"]);
                return writer.Node("Relu", "later", [early]);
            case "a missing initialiser":
                return model.Node("Conv", [x, "weights"]);
            case "a weight tensor of another rank":
                return model.Node("Conv", [x, model.Grid(0, 3, 2, 3)]);
            case "channels that do not fit":
                return model.Node("Conv", [x, model.Weights(2, 5, 3, 3)]);
            case "float weights":
                return model.Node("Conv", [x, model.Real(-1, 1, 2, 3, 3, 3)]);
            case "a huge kernel":
                return model.Node("MaxPool", [x], GraphWriter.List("kernel_shape", 1 << 30, 1 << 30));
            case "a kernel larger than the image":
                return model.Node("MaxPool", [x], GraphWriter.List("kernel_shape", 9, 9));
            case "a huge enlargement":
                return model.Node("Resize", [x, "", writer.Floats(model.Fresh("scales"), [1, 1, 1e9f, 1], 4)]);
            case "a huge reshape":
                return model.Node("Reshape", [x, writer.Longs(model.Fresh("shape"), [1 << 26, 1 << 26, -1], 3)]);
            case "sums that a float rounds":
                string spread = model.Node("Resize", [x, "", writer.Floats(model.Fresh("s"), [1, 1, 4, 4], 4)]);
                return model.Node("Conv", [spread, model.Weights(1, 3, 32, 32)]);
            case "an attribute nobody knows":
                return model.Node("Relu", [x], GraphWriter.Attribute("surprise", 1L));
            case "an attribute of another type":
                return model.Node("LeakyRelu", [x], GraphWriter.Attribute("alpha", 1L));
            case "two nodes of one output":
                string once = model.Node("Relu", [x]);
                writer.Add(new NodeProto { OpType = "Relu", Name = "input_q", Input = { x }, Output = { once } });
                return once;
            case "an activation that is not quantised":
                return model.Node("Conv", [model.Node("LeakyRelu", [x]), model.Weights(2, 3, 1, 1)]);
            case "a product of two inputs":
                return model.Node("MatMul", [x, x]);
            case "a float input":
                return model.Node("Relu", ["input"]);
            default:
                return model.Node("Relu", [model.Node("MaxPool", [x], GraphWriter.List("kernel_shape", 2, 2))]);
        }
    }
}
