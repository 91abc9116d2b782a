namespace Zkml.Networks.Tests;

public sealed class Elementwise
{
    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("HardSwish")]
    [InlineData("HardSigmoid")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    public void An_activation_of_eight_bits_equals_the_runtime(string operation) => Agreement.OnMostRandomModels(seed =>
    {
        var model = new QdqModel(seed, opset: 14);
        string x = model.Input(1, 3, 9, 10);
        return model.Output(model.Node(operation, [x]), operation is "Sigmoid" or "Tanh" or "HardSigmoid" ? -7 : -4);
    });

    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    public void A_monotone_activation_of_accumulators_equals_the_runtime(string operation) => Agreement.OnMostRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 6, 5, 5);
        string y = model.Node("Conv", [x, model.Weights(4, 6, 1, 1)]);
        return model.Output(model.Node(operation, [y]), operation is "Sigmoid" or "Tanh" ? -7 : -2);
    });

    [Fact]
    public void PRelu_with_a_slope_for_each_channel_equals_the_runtime() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        int channels = model.Random.Next(1, 9);
        string x = model.Input(1, channels, 6, 7);
        string slopes = model.Random.Next(2) == 0 ? model.Grid(-7, 127, channels, 1, 1) : model.Real(-0.5f, 1.5f, channels, 1, 1);
        return model.Output(model.Node("PRelu", [x, slopes]), -4);
    });

    [Fact]
    public void Clip_equals_the_runtime_before_and_after_convolutions() => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        string low = model.Writer.Floats("low", [-r.NextSingle()]), high = model.Writer.Floats("high", [6 * r.NextSingle()]);
        string y = model.Node("Conv", [model.Input(1, 3, 6, 6), model.Weights(4, 3, 3, 3)]);
        return model.Output(model.Node("Clip", [y, low, high]));
    });

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    public void Arithmetic_with_a_constant_equals_the_runtime(string operation) => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        Random r = model.Random;
        int channels = r.Next(1, 5);
        string x = model.Input(1, channels, 4, 5);
        bool positive = operation == "Div";
        string constant = r.Next(3) switch
        {
            0 when !positive => model.Grid(-5, 100, channels, 1, 1),
            1 => model.Real(positive ? 0.5f : -2, 2, channels, 1, 1),
            _ => model.Writer.Floats("power", [0.25f]),
        };
        return model.Output(model.Node(operation, positive || r.Next(2) == 0 ? [x, constant] : [constant, x]), positive ? -7 : -3);
    });

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    public void Arithmetic_of_two_tensors_equals_the_runtime(string operation) => Agreement.OnRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 4, 5, 6);
        string a = model.QuantiseAndBack(model.Node("Relu", [x]));
        string b = model.Random.Next(2) == 0 ? model.QuantiseAndBack(model.Node("GlobalAveragePool", [x])) : x;
        return model.Output(model.Node(operation, [a, b]), operation == "Mul" ? -2 : -3);
    });

    [Fact]
    public void A_number_times_its_sigmoid_is_one_table_and_equals_the_runtime() => Agreement.OnMostRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 2, 7, 7);
        return model.Output(model.Node("Mul", [x, model.Node("Sigmoid", [x])]), -5);
    });

    [Fact]
    public void Batch_normalisation_equals_the_runtime() => Agreement.OnMostRandomModels(seed =>
    {
        var model = new QdqModel(seed);
        string x = model.Input(1, 5, 6, 6);
        string y = model.Node("BatchNormalization", [x, model.Real(0.3f, 2, 5), model.Real(-1, 1, 5), model.Real(-1, 1, 5), model.Real(0.2f, 3, 5)]);
        return model.Output(y);
    });
}
