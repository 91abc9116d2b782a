using Zkml.Gadgets.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Networks;

public sealed class Maxima
{
    private static readonly int[][] Inputs = [[-7, 3, 0, 7, -7], [-7, 2, 1, 7, 7], [-6, 3, -7, 7, -7]];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Are_the_largest_and_no_cell_is_free(int count)
    {
        using var layer = new LayerWitness();
        Maximum gadget = Make(layer, count);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => Inputs.Take(count).Max(x => x[i])), layer.Values(gadget.Result));
        layer.AnyChangedCellIsRejected();
    }

    [Fact]
    public void Cannot_be_a_number_that_is_larger_than_all()
    {
        using var layer = new LayerWitness();
        Maximum gadget = Make(layer, 3);
        layer.Set(gadget.Rises[0], 0, 3);
        layer.Set(gadget.Result, 0, -4);
        Assert.Equal(["max rise 1"], layer.Violations());
    }

    [Fact]
    public void Cannot_leave_out_the_largest()
    {
        using var layer = new LayerWitness();
        Maximum gadget = Make(layer, 3);
        layer.Set(gadget.Rises[0], 4, 0);
        layer.Set(gadget.Result, 4, -7);
        Assert.Equal(["max rise 1"], layer.Violations());
    }

    private static Maximum Make(LayerWitness layer, int count)
    {
        View[] views = [.. Inputs.Take(count).Select(x => layer.Input(5, 1, x).View)];
        var gadget = new Maximum(layer.Tables, "max", views, (-7, 7));
        gadget.Fill(layer.Witness, [.. Inputs.Take(count)]);
        return gadget;
    }
}
