using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Networks.Tests;

public sealed class Pooling
{
    [Fact]
    public void MaxPool_equals_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        string x = model.Input(1, r.Next(1, 4), r.Next(5, 12), r.Next(5, 12));
        int ky = r.Next(1, 4), kx = r.Next(1, 4);
        AttributeProto[] window =
        [
            GraphWriter.List("kernel_shape", ky, kx),
            GraphWriter.List("strides", r.Next(1, 4), r.Next(1, 4)),
            GraphWriter.List("pads", r.Next(0, ky), r.Next(0, kx), r.Next(0, ky), r.Next(0, kx)),
            GraphWriter.Attribute("ceil_mode", r.Next(2)),
        ];
        return model.Output(model.Node("MaxPool", [x], window));
    });

    [Fact]
    public void AveragePool_equals_the_runtime_ties_included() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        string x = model.Input(1, r.Next(1, 4), r.Next(5, 12), r.Next(5, 12));
        AttributeProto[] window =
        [
            GraphWriter.List("kernel_shape", r.Next(1, 6), r.Next(1, 6)),
            GraphWriter.List("strides", r.Next(1, 4), r.Next(1, 4)),
            GraphWriter.List("pads", 0, 0, 0, 0),
        ];
        return model.Output(model.Node("AveragePool", [x], window), -2);
    }, models: 60);

    [Fact]
    public void AveragePool_that_counts_its_padding_equals_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 2, 8, 7);
        AttributeProto[] window =
        [
            GraphWriter.List("kernel_shape", 3, 3), GraphWriter.List("pads", 1, 1, 1, 0), GraphWriter.Attribute("count_include_pad", 1L),
        ];
        return model.Output(model.Node("AveragePool", [x], window));
    });

    [Theory]
    [InlineData("GlobalAveragePool")]
    [InlineData("ReduceMean")]
    public void A_mean_over_the_image_equals_the_runtime_ties_included(string operation) => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 40, model.Random.Next(1, 9), model.Random.Next(1, 9));
        AttributeProto[] attributes = operation == "ReduceMean" ? [GraphWriter.List("axes", 2, 3)] : [];
        string y = model.Node(operation, [x], attributes);
        return model.Output(model.Node("Flatten", [y]), -2);
    }, models: 60);
}
