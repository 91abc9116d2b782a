using CsCheck;
using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Tests.Support;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Bits;

public sealed class LimbOrders
{
    private static readonly ulong[] Edges = [0, 1, 0xffff, 0x1_0000, 0xffff_ffff, 0x1_0000_0000, ulong.MaxValue - 1, ulong.MaxValue];
    private static readonly Gen<ulong> Values = Gen.OneOf(Gen.ULong, Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]));

    [Fact]
    public void Exactly_the_values_from_the_bound_on_are_accepted() => Gen.Select(Values, Values).Sample(
        (value, other) =>
        {
            foreach (ulong bound in (ReadOnlySpan<ulong>)[other, value, value + 1, value - 1])
            {
                using var test = new Comparison(4, value, bound);
                Assert.Equal(value >= bound ? [] : ["order"], test.Rejections());
            }
        },
        iter: 60);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Short_values_need_fewer_limbs(int limbs)
    {
        ulong top = (1UL << (16 * limbs)) - 1;
        using var equal = new Comparison(limbs, top, top);
        Assert.Empty(equal.Rejections());
        using var less = new Comparison(limbs, top - 1, top);
        Assert.Equal(["order"], less.Rejections());
        Assert.Throws<ArgumentOutOfRangeException>(() => LimbOrder.Limbs(top + 1, limbs));
    }

    [Fact]
    public void No_cell_can_be_changed()
    {
        using var test = new Comparison(4, 0x0123_4567_89ab_cdef, 0x0012_4568_89ab_cdee);
        Assert.Empty(test.Rejections());
        Assert.Empty(test.Witness.UnnoticedFlips());
        Assert.Empty(StaticCoverage.UnreadCells(test.Witness.Statement));
    }

    /// <summary>A secret value and a public bound.</summary>
    private sealed class Comparison : IDisposable
    {
        public Comparison(int limbs, ulong value, ulong bound)
        {
            var builder = new StatementBuilder("test/order");
            Tensor secret = builder.Commit("value", 1, limbs), known = builder.Public("bound", 1, limbs);
            LimbOrder order = LimbOrder.AssertAtLeast(builder, "order", secret.View, known.View);
            Witness = new GadgetWitness(builder);
            for (int j = 0; j < limbs; j++)
            {
                Witness.Witness.Set(secret, [0, j], LimbOrder.Limbs(value, limbs)[j]);
                Witness.Witness.Set(known, [0, j], LimbOrder.Limbs(bound, limbs)[j]);
            }

            order.Fill(Witness.Witness, value, bound);
        }

        public GadgetWitness Witness { get; }

        public string[] Rejections() => Witness.Rejections();

        public void Dispose() => Witness.Dispose();
    }
}
