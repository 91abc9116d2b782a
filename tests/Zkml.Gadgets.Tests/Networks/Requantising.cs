using CsCheck;
using Zkml.Fields;
using Zkml.Gadgets.Networks;
using Zkml.Gadgets.Tests.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Networks;

public sealed class Requantising
{
    [Fact]
    public void Halves_go_to_the_even_neighbour_for_every_divisor()
    {
        for (int divisor = 1; divisor <= 33; divisor++)
        {
            RequantisationRule rule = RequantisationRule.NearestEven(divisor, (-500, 500), u => u);
            for (int acc = -400; acc <= 400; acc++)
            {
                Assert.Equal((int)Math.Round((decimal)acc / divisor, MidpointRounding.ToEven), rule.Apply(acc));
            }
        }
    }

    [Fact]
    public void Or_downwards()
    {
        RequantisationRule rule = new(7, HalvesToEven: false, -60, [.. Enumerable.Range(-60, 121)]);
        Assert.All(Enumerable.Range(-400, 801), acc => Assert.Equal((int)Math.Floor(acc / 7.0), rule.Apply(acc)));
    }

    [Fact]
    public void Accumulators_divide_in_one_way_only() => Gen.Select(Gen.Int[2, 300], Gen.Int[-100_000, 100_000]).Sample((divisor, acc) =>
    {
        RequantisationRule rule = RequantisationRule.NearestEven(divisor, (0, 0), u => u);
        (int quotient, int remainder, int half) = rule.Split(acc);
        Assert.Equal(acc, (long)rule.Period * quotient + remainder);
        Assert.InRange(remainder, rule.FirstRemainder, rule.FirstRemainder + rule.Period - 1);
        Assert.Equal(rule.HalfOf(remainder), half);
    });

    [Theory]
    [InlineData(1, true)]
    [InlineData(8, true)]
    [InlineData(3, true)]
    [InlineData(8, false)]
    public void Any_changed_cell_is_rejected(int divisor, bool even)
    {
        using var layer = new Layer(divisor, even, [-33, -20, -12, -4, 0, 3, 4, 11, 12, 13, 28, 35]);
        Assert.Empty(layer.Violations());
        WitnessAttacks.EveryCellIsRead(layer.Witness.Statement);
        foreach (long step in (long[])[1, -1, 8, 16, KoalaBear.MaxSigned])
        {
            WitnessAttacks.EveryChangedCellIsRejected(layer.Witness, layer.Arena, step: step);
        }
    }

    [Fact]
    public void A_tie_cannot_be_rounded_to_the_odd_neighbour()
    {
        // 12 / 8 = 1.5: the even neighbour is 2, found as v = 1, w = −4, d = 0. Claim 1 = 2·0 + 1 with w = 12, or 2 − 1.
        using var layer = new Layer(8, true, [12]);
        Assert.Equal((1, -4, 0, 2), layer.Cells(0));
        layer.Set(0, 0, 12, 1, 1);
        Assert.Equal(["y rounding"], layer.Violations());
        layer.Set(0, 1, -4, 1, 3);
        Assert.Equal(["y rounding"], layer.Violations());
    }

    [Fact]
    public void A_quotient_that_is_half_a_number_is_rejected_by_the_table_of_results()
    {
        // u = 1 as 2v + d with v = 1/2, d = 0 makes the division hold for acc = 8·1 + w.
        using var layer = new Layer(8, true, [9]);
        layer.Set(0, 0, 1, 0, 1);
        layer.Witness[layer.Gadget.Quotient!][0] = KoalaBear.FromUInt32(2).Inverse().Montgomery;
        Assert.Equal(["y result"], layer.Violations());
    }

    [Fact]
    public void A_neighbouring_quotient_with_the_remainder_that_fits_is_rejected()
    {
        using var layer = new Layer(8, true, [9]);
        (int v, int w, int d, int y) = layer.Cells(0);
        layer.Set(0, v + 1, w - 16, d, y + 2);
        Assert.Equal(["y rounding"], layer.Violations());
        layer.Set(0, v - 1, w + 16, d, y - 2);
        Assert.Equal(["y rounding"], layer.Violations());
    }

    [Fact]
    public void A_rule_that_could_wrap_is_refused()
    {
        var builder = new StatementBuilder("test/wrap");
        RequantisationRule rule = RequantisationRule.NearestEven(1 << 16, (-8192, 8191), u => u);
        Assert.False(rule.Fits((-KoalaBear.MaxSigned, KoalaBear.MaxSigned)) && rule.Fits((-2 * (long)KoalaBear.MaxSigned, 0)));
        Assert.Throws<ArgumentException>(() => new Requantisation(
            new NetworkTables(builder), "y", builder.Commit("acc", 1, 1).View, (-2 * (long)KoalaBear.MaxSigned, 0), rule));
    }

    private sealed class Layer : IDisposable
    {
        private readonly Tensor _accumulators;

        public Layer(int divisor, bool even, int[] accumulators)
        {
            var builder = new StatementBuilder("test/requantise");
            _accumulators = builder.Commit("acc", accumulators.Length, 1);
            RequantisationRule rule = even
                ? RequantisationRule.NearestEven(divisor, (-40, 40), u => Math.Clamp(u, -30, 30))
                : new RequantisationRule(divisor, false, -40, [.. Enumerable.Range(-40, 81).Select(z => Math.Max(0, z))]);
            View read = divisor == 1 ? _accumulators.View : Enumerable.Repeat(_accumulators.View, 5).Aggregate((x, y) => x + y) - 4 * _accumulators.View;
            Gadget = new Requantisation(new NetworkTables(builder), "y", read, (-1000, 1000), rule);
            // The accumulators stand for a layer's view: fixed by the statement.
            Tensor given = builder.Public("given", accumulators.Length, 1);
            builder.AssertEqual("given", _accumulators.View, given.View);
            Witness = new Witness(builder.Build(), Arena);
            ActivationLayout.Write(Witness, _accumulators, accumulators);
            ActivationLayout.Write(Witness, given, accumulators);
            Assert.True(new RequantisationSolver(Gadget).Fill(Witness, accumulators));
            Assert.All(Enumerable.Range(0, accumulators.Length), i =>
                Assert.Equal(rule.Apply(accumulators[i]), Witness.Get(Gadget.Result, i).ToInt32()));
        }

        public Arena Arena { get; } = new(1 << 20);

        public Requantisation Gadget { get; }

        public Witness Witness { get; }

        public string[] Violations() => WitnessAttacks.Violations(Witness, Arena);

        public (int V, int W, int D, int Y) Cells(int i) => (
            Witness.Get(Gadget.Quotient!, i).ToInt32(), Witness.Get(Gadget.Remainder!, i).ToInt32(),
            Witness.Get(Gadget.Half!, i).ToInt32(), Witness.Get(Gadget.Result, i).ToInt32());

        public void Set(int i, int v, int w, int d, int y)
        {
            Witness.Set(Gadget.Quotient!, i, v);
            Witness.Set(Gadget.Remainder!, i, w);
            Witness.Set(Gadget.Half!, i, d);
            Witness.Set(Gadget.Result, i, y);
        }

        public void Dispose()
        {
            Witness.Dispose();
            Arena.Dispose();
        }
    }
}
