using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Networks.Tests;

public sealed class Linear
{
    [Fact]
    public void Convolutions_of_any_group_stride_padding_and_dilation_equal_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        int groups = r.Next(1, 4), input = groups * r.Next(1, 4), output = groups * r.Next(1, 4), ky = r.Next(1, 4), kx = r.Next(1, 4);
        int height = r.Next(6, 14), width = r.Next(6, 14);
        string x = model.Input(1, input, height, width);
        string[] inputs = [x, model.Weights(output, input / groups, ky, kx), model.Grid(-8, 40, output)];
        string y = model.Node("Conv", r.Next(2) == 0 ? inputs : inputs[..2], [.. WindowAttributes(r, ky, kx), GraphWriter.Attribute("group", groups)]);
        return model.Output(model.Node("Relu", [y]), -2);
    });

    [Fact]
    public void Depthwise_convolutions_equal_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        int channels = model.Random.Next(1, 20), side = model.Random.Next(5, 40);
        string x = model.Input(1, channels, side, side);
        string y = model.Node("Conv", [x, model.Weights(channels, 1, 3, 3)], [.. WindowAttributes(model.Random, 3, 3), GraphWriter.Attribute("group", channels)]);
        return model.Output(y, -1);
    });

    [Fact]
    public void Convolutions_padded_to_the_same_size_and_over_one_dimension_equal_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        bool flat = r.Next(2) == 0;
        int channels = r.Next(1, 5), kernel = r.Next(1, 6), stride = r.Next(1, 4), size = r.Next(6, 20);
        string x = flat ? model.Input(1, channels, size) : model.Input(1, channels, size, size + 1);
        string w = flat ? model.Weights(3, channels, kernel) : model.Weights(3, channels, kernel, kernel);
        string mode = r.Next(3) switch { 0 => "SAME_UPPER", 1 => "SAME_LOWER", _ => "VALID" };
        AttributeProto strides = flat ? GraphWriter.List("strides", stride) : GraphWriter.List("strides", stride, stride);
        return model.Output(model.Node("Conv", [x, w], GraphWriter.Attribute("auto_pad", mode), strides), -1);
    });

    [Fact]
    public void Gemm_and_MatMul_equal_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        int terms = r.Next(1, 60), outputs = r.Next(1, 40);
        if (r.Next(2) == 0)
        {
            string x = model.Input(1, terms);
            string y = model.Node("Gemm", [x, model.Weights(outputs, terms), model.Grid(-8, 40, outputs)], GraphWriter.Attribute("transB", 1L));
            return model.Output(y, -1);
        }

        int rows = r.Next(1, 5);
        string rowsOfX = r.Next(2) == 0 ? model.Input(1, rows, terms) : model.Input(rows, terms);
        string matrix = model.Node("Transpose", [model.Weights(outputs, terms)], GraphWriter.List("perm", 1, 0));
        return model.Output(model.Node("MatMul", [rowsOfX, matrix]), -1);
    });

    [Fact]
    public void A_network_may_end_with_accumulators() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 7);
        string y = model.Node("Gemm", [x, model.Weights(5, 7)], GraphWriter.Attribute("transB", 1L));
        return model.End(y, TensorProto.Types.DataType.Float);
    });

    private static AttributeProto[] WindowAttributes(Random r, int ky, int kx) =>
    [
        GraphWriter.List("kernel_shape", ky, kx),
        GraphWriter.List("strides", r.Next(1, 4), r.Next(1, 4)),
        GraphWriter.List("dilations", r.Next(1, 3), r.Next(1, 3)),
        GraphWriter.List("pads", r.Next(0, 3), r.Next(0, 3), r.Next(0, 3), r.Next(0, 3)),
    ];
}
