using CsCheck;
using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Tests.Support;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Bits;

public sealed class PublicBounds
{
    private static readonly ulong[] Edges = [0, 1, 0xffff, 0x1_0000, 0xffff_ffff, 0x1_0000_0000, ulong.MaxValue - 1, ulong.MaxValue];
    private static readonly Gen<ulong> Values = Gen.OneOf(Gen.ULong, Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]));

    [Fact]
    public void Exactly_the_values_within_bounds_are_accepted() => Gen.Select(Values, Values, Gen.Bool).Sample(
        (value, other, isMinimum) =>
        {
            foreach (ulong bound in (ReadOnlySpan<ulong>)[other, value, value + 1, value - 1])
            {
                bool inside = isMinimum ? value >= bound : value <= bound;
                Assert.Equal(inside ? [] : ["bound"], Rejections(value, bound, isMinimum, limbs: 4));
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
        Assert.Empty(Rejections(top, top, true, limbs));
        Assert.Empty(Rejections(0, 0, false, limbs));
        Assert.Equal(["bound"], Rejections(top - 1, top, true, limbs));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rejections(0, top + 1, true, limbs));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_cell_can_be_changed(bool isMinimum)
    {
        const ulong Value = 0x0123_4567_89ab_cdef;
        (StatementBuilder builder, Tensor limbs, PublicBound bound) = Build(isMinimum ? Value - 0x1_0000_0001 : Value + 0x1_0000_0001, isMinimum, 4);
        using var test = new GadgetWitness(builder);
        Fill(test, limbs, bound, Value);
        Assert.Empty(test.Rejections());
        Assert.Empty(test.UnnoticedFlips());
        Assert.Empty(StaticCoverage.UnreadCells(test.Statement));
    }

    private static string[] Rejections(ulong value, ulong bound, bool isMinimum, int limbs)
    {
        (StatementBuilder builder, Tensor tensor, PublicBound gadget) = Build(bound, isMinimum, limbs);
        using var test = new GadgetWitness(builder);
        Fill(test, tensor, gadget, value);
        return test.Rejections();
    }

    private static (StatementBuilder Builder, Tensor Limbs, PublicBound Bound) Build(ulong bound, bool isMinimum, int limbs)
    {
        var builder = new StatementBuilder("test/bound");
        Tensor tensor = builder.Commit("limbs", 1, limbs);
        PublicBound gadget = isMinimum
            ? PublicBound.AssertAtLeast(builder, "bound", tensor.View, bound) : PublicBound.AssertAtMost(builder, "bound", tensor.View, bound);
        return (builder, tensor, gadget);
    }

    private static void Fill(GadgetWitness test, Tensor limbs, PublicBound bound, ulong value)
    {
        for (int j = 0; j < limbs.Shape[1]; j++)
        {
            test.Witness.Set(limbs, [0, j], (long)((value >> (16 * j)) & 0xffff));
        }

        bound.Fill(test.Witness, value);
    }
}
