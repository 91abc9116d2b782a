using CsCheck;
using Zkml.Gadgets.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Networks;

public sealed class Steps
{
    private const int Reach = 100_000;

    /// <summary>Two channels: three thresholds that are ordinary, and three of which two are equal.</summary>
    private static readonly int[][] Thresholds = [[-40_000, 0, 70_001], [5, 5, 99_999]];

    private static readonly int[] Accumulators = [-Reach, -40_001, -40_000, -1, 0, 70_000, 70_001, Reach, -Reach, 4, 5, 6, 99_998, 99_999, Reach, 0];

    [Fact]
    public void Count_the_thresholds_at_or_below() => Gen.Int[-Reach, Reach].Sample(acc =>
    {
        StepThresholds steps = Make();
        for (int channel = 0; channel < 2; channel++)
        {
            (int result, int low, int width) = steps.Interval(channel, acc);
            Assert.Equal(-1 + Thresholds[channel].Count(t => acc >= t), result);
            Assert.InRange(acc, low, low + width);
        }
    });

    [Fact]
    public void Leave_no_cell_free()
    {
        using var layer = new LayerWitness();
        StepFunction gadget = Make(layer);

        Assert.Equal([-1, -1, 0, 0, 1, 1, 2, 2, -1, -1, 1, 1, 1, 2, 2, -1], layer.Values(gadget.Result));
        layer.AnyChangedCellIsRejected();
    }

    [Fact]
    public void Cannot_take_the_interval_beside()
    {
        using var layer = new LayerWitness();
        StepFunction gadget = Make(layer);

        // acc = −1 lies in [−40 000, −1]; the next interval begins at 0, one above.
        (int result, int low, int width) = Make().Interval(0, 0);
        layer.Set(gadget.Result, 3, result);
        layer.Set(gadget.Low, 3, low);
        layer.Set(gadget.Width, 3, width);
        Assert.Equal(["step above", "step below"], layer.Violations().Order());

        // Digits that make the equations true are no digits.
        Recompose(layer, gadget.Below, 3, 0);
        layer.Set(gadget.Below[0], 3, -1);
        Recompose(layer, gadget.Above, 3, width + 1);
        Assert.Equal(["step below 0"], layer.Violations());
    }

    [Fact]
    public void Cannot_use_the_thresholds_of_another_channel()
    {
        using var layer = new LayerWitness();
        StepFunction gadget = Make(layer);
        (int result, int low, int width) = Make().Interval(1, 0);
        layer.Set(gadget.Result, 4, result);
        layer.Set(gadget.Low, 4, low);
        layer.Set(gadget.Width, 4, width);
        Recompose(layer, gadget.Below, 4, -low);
        Recompose(layer, gadget.Above, 4, width + low);
        Assert.Equal(["step interval"], layer.Violations());
    }

    [Theory]
    [InlineData(1 << 29, true)]
    [InlineData((1 << 29) + 1, false)]
    [InlineData(1 << 30, false)]
    public void That_could_wrap_are_refused(int reach, bool fit)
    {
        using var layer = new LayerWitness();
        var thresholds = new StepThresholds(0, (-reach, reach - 1), [[0]]);
        View accumulators = layer.Input(1, 1, 0).View;

        Assert.Equal(fit, thresholds.Fits);
        Assert.Equal(!fit, Record.Exception(() => new StepFunction(layer.Tables, "step", accumulators, thresholds)) is ArgumentException);
    }

    private static void Recompose(LayerWitness layer, IReadOnlyList<Tensor> digits, int place, int value)
    {
        for (int d = 0; d < digits.Count; d++)
        {
            layer.Set(digits[d], place, (value >> (15 * d)) & 0x7fff);
        }
    }

    private static StepThresholds Make() => new(-1, (-Reach, Reach), Thresholds);

    private static StepFunction Make(LayerWitness layer)
    {
        var gadget = new StepFunction(layer.Tables, "step", layer.Input(8, 2, Accumulators).View, Make());
        gadget.Fill(layer.Witness, Accumulators);
        return gadget;
    }
}
