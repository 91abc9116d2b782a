using Zkml.Onnx;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Networks.Tests;

public sealed class Moving
{
    [Fact]
    public void Transposition_of_any_order_equals_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        int[] order = [0, 1, 2, 3];
        r.Shuffle(order);
        return model.Output(model.Node("Transpose", [model.Input(1, r.Next(1, 5), r.Next(1, 5), r.Next(1, 5))], GraphWriter.List("perm", order)));
    });

    [Fact]
    public void Slices_equal_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        string x = model.Input(1, 6, 7, 8);
        string starts = model.Writer.Longs("starts", [r.Next(-4, 3), r.Next(0, 3)], 2), ends = model.Writer.Longs("ends", [long.MaxValue, r.Next(5, 20)], 2);
        string axes = model.Writer.Longs("axes", [r.Next(1, 3), -1], 2), steps = model.Writer.Longs("steps", [r.Next(1, 3), r.Next(1, 3)], 2);
        return model.Output(model.Node("Slice", [x, starts, ends, axes, steps]));
    });

    [Theory]
    [InlineData("constant")]
    [InlineData("edge")]
    [InlineData("reflect")]
    public void Padding_equals_the_runtime(string mode) => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        string x = model.Input(1, 3, 5, 6);
        string pads = model.Writer.Longs("pads", [0, 0, r.Next(0, 4), r.Next(-1, 4), 0, 0, r.Next(0, 4), r.Next(0, 4)], 8);
        string[] inputs = mode == "constant" ? [x, pads, model.Writer.Floats("fill", [0.5f])] : [x, pads];
        return model.Output(model.Node("Pad", inputs, GraphWriter.Attribute("mode", mode)));
    });

    [Fact]
    public void Concat_of_different_scales_along_any_axis_equals_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 4, 3, 5);
        string a = model.QuantiseAndBack(model.Node("Relu", [x])), b = model.QuantiseAndBack(model.Node("LeakyRelu", [x]));
        return model.Output(model.Node("Concat", [a, x, b], GraphWriter.Attribute("axis", model.Random.Next(1, 4))));
    });

    [Fact]
    public void A_concat_of_accumulators_keeps_a_scale_for_each_channel() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 4, 5, 5);
        string a = model.Node("Conv", [x, model.Weights(3, 4, 1, 1)]), b = model.Node("Conv", [x, model.Weights(2, 4, 1, 1)]);
        string y = model.Node("Concat", [a, b], GraphWriter.Attribute("axis", 1L));
        return model.Output(model.Node("Flatten", [model.Node("Relu", [y])]), -2);
    });

    [Fact]
    public void Parts_of_a_split_added_again_equal_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        int axis = model.Random.Next(1, 4);
        string x = model.Input(1, 6, 6, 6);
        model.Writer.Add(new Onnx.Schema.NodeProto
        {
            OpType = "Split", Name = "split", Input = { x, model.Writer.Longs("lengths", [3, 3], 2) }, Output = { "left", "right" },
            Attribute = { GraphWriter.Attribute("axis", axis) },
        });
        return model.Output(model.Node("Add", ["left", "right"]));
    });

    [Fact]
    public void Reshapes_squeezes_and_unsqueezes_equal_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 4, 1, 6);
        string y = model.Node("Squeeze", [x, model.Writer.Longs("two", [2], 1)]);
        y = model.Node("Unsqueeze", [y, model.Writer.Longs("end", [-1], 1)]);
        long[] shape = model.Random.Next(2) == 0 ? [0, -1] : [2, 3, -1];
        y = model.Node("Reshape", [y, model.Writer.Longs("shape", shape, shape.Length)]);
        return model.Output(y);
    });

    [Theory]
    [InlineData("nearest", "asymmetric", "floor")]
    [InlineData("nearest", "half_pixel", "round_prefer_floor")]
    [InlineData("linear", "half_pixel", "round_prefer_floor")]
    [InlineData("linear", "asymmetric", "round_prefer_floor")]
    public void Enlarging_by_whole_factors_equals_the_runtime(string mode, string place, string nearest) => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        string x = model.Input(1, 2, r.Next(2, 6), r.Next(2, 6));
        bool odd = r.Next(2) == 0;
        string scales = model.Writer.Floats("scales", [1, 1, Factor(), Factor()], 4);
        string y = model.Node("Resize", [x, "", scales], GraphWriter.Attribute("mode", mode),
            GraphWriter.Attribute("coordinate_transformation_mode", place), GraphWriter.Attribute("nearest_mode", nearest));
        return model.Output(y, -6);

        // Of an even factor that is no power of two, or of odd and even ones, values lie at ties.
        int Factor() => mode == "nearest" ? r.Next(1, 8) : odd ? (2 * r.Next(0, 4)) + 1 : 1 << r.Next(0, 3);
    });

    [Fact]
    public void Linear_enlarging_by_three_to_a_coarser_scale_would_lie_at_ties_and_is_refused()
    {
        var model = new QdqModel(1);
        string scales = model.Writer.Floats("scales", [1, 1, 3, 3], 4);
        byte[] file = model.Output(model.Node("Resize", [model.Input(1, 1, 4, 4), "", scales], GraphWriter.Attribute("mode", "linear")), 0);

        Assert.False(OnnxImporter.TryImport(file, out _, out string problem));
        Assert.Contains("lies within the runtime's rounding error of a tie", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_worked_out_from_constants_is_understood()
    {
        var model = new QdqModel(1);
        string x = model.Input(1, 3, 4, 5);
        string batch = model.Node("Gather", [model.Node("Shape", [x]), model.Writer.Longs("first", [0])]);
        string shape = model.Node("Concat", [model.Node("Unsqueeze", [batch, model.Writer.Longs("axis", [0], 1)]), model.Writer.Longs("rest", [-1], 1)],
            GraphWriter.Attribute("axis", 0L));
        byte[] file = model.End(model.Node("Reshape", [x, shape]), DataType.Float);

        Agreement.OnRandomInputs(file, 1);
    }
}
