using Zkml.Gadgets.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Networks;

public sealed class FunctionsOfChannels
{
    private static readonly int[] Squares = [9, 4, 1, 0, 1, 4, 9], Cubes = [-27, -8, -1, 0, 1, 8, 27];

    private static readonly int[] Values = [-3, -1, 0, 2, 3, -3, -2, 1, 0, 2];

    [Fact]
    public void Give_each_channel_its_own_and_leave_no_cell_free()
    {
        using var layer = new LayerWitness();
        Make(layer);
        layer.AnyChangedCellIsRejected();
    }

    [Fact]
    public void Cannot_be_the_function_of_another_channel()
    {
        using var layer = new LayerWitness();
        Tensor result = Make(layer);
        layer.Set(result, 0, -27);
        Assert.Equal(["f"], layer.Violations());
    }

    [Fact]
    public void Cannot_be_given_an_argument_outside_of_the_table()
    {
        using var layer = new LayerWitness();
        Tensor input = layer.Input(1, 1, 4);
        Tensor result = new ChannelTables(layer.Tables, -3, [Squares]).Apply("f", input.View, [Squares]);
        foreach (int y in Squares.Append(16).Append(0))
        {
            layer.Set(result, 0, y);
            Assert.Equal(["f"], layer.Violations());
        }
    }

    private static Tensor Make(LayerWitness layer)
    {
        Tensor input = layer.Input(5, 2, Values);
        Tensor result = new ChannelTables(layer.Tables, -3, [Squares, Cubes]).Apply("f", input.View, [Squares, Cubes]);
        ActivationLayout.Write(layer.Witness, result, [.. Values.Select((v, i) => (i < 5 ? Squares : Cubes)[v + 3])]);
        return result;
    }
}
