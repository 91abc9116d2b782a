using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests;

public sealed class StatementLanguage
{
    private static readonly Ext Rho = new(KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11), KoalaBear.FromUInt32(13));

    [Fact]
    public void A_number_and_its_bits_agree_through_a_contracted_constraint()
    {
        var builder = new StatementBuilder("test/bits");
        Tensor bits = builder.CommitBits("bits", 5, 6);
        Tensor number = builder.Commit("number", 5);
        View atBitZero = number.MapAs(Shape.Of(5, 1), AxisMap.Identity(5), AxisMap.Place(6, 0));
        builder.AssertZero("number is its bits", [AxisWeight.Each, AxisWeight.Binary], [], bits.View - atBitZero);
        Statement statement = builder.Build();
        using var arena = new Arena(1 << 20);
        using var witness = new Witness(statement, arena);
        long[] values = [0, 1, 63, 42, 33];
        for (int i = 0; i < values.Length; i++)
        {
            witness.Set(number, [i], values[i]);
            for (int b = 0; b < 6; b++)
            {
                witness.Set(bits, [i, b], (values[i] >> b) & 1);
            }
        }

        Assert.Empty(ConstraintChecker.Check(witness, Rho, arena));

        witness.Set(number, [3], 43);
        Assert.Equal(new ConstraintChecker.Violation("number is its bits", statement.Tensors[1].Shape.Cell(3) * 8), Assert.Single(ConstraintChecker.Check(witness, Rho, arena)));
    }

    [Fact]
    public void A_value_outside_the_table_is_reported_with_its_place()
    {
        var builder = new StatementBuilder("test/range");
        Tensor bytes = builder.Commit("bytes", 3, 5);
        builder.AssertRange("bytes are bytes", bytes.View, -128, 127);
        Statement statement = builder.Build();
        using var arena = new Arena(1 << 20);
        using var witness = new Witness(statement, arena);
        witness.Set(bytes, [1, 2], -128);
        witness.Set(bytes, [2, 4], 127);
        Assert.Empty(ConstraintChecker.Check(witness, Rho, arena));
        Assert.Equal(13, witness.Get(statement.Tables[0].Multiplicities[0], 128).ToInt32());

        witness.Set(bytes, [2, 3], 128);
        Assert.Equal(("bytes are bytes", bytes.Shape.Cell(2, 3)), (Violation(witness, arena).Name, Violation(witness, arena).Cell));
    }

    [Fact]
    public void Tensors_are_aligned_below_their_leading_axis_and_do_not_overlap()
    {
        var builder = new StatementBuilder("test/layout");
        for (int i = 1; i < 40; i++)
        {
            Tensor tensor = builder.Commit($"t{i}", i, 3, 1 + i % 5);
            builder.AssertZero("read", tensor.View);
        }

        Tensor split = builder.Commit("split", 96);
        builder.AssertZero("split", split.MapAs(Shape.Of(1, 3, 32), AxisMap.Identity(1), AxisMap.Identity(3), AxisMap.Identity(32)));
        Statement statement = builder.Build();
        Assert.Equal(0, statement.Offset(split) % 32);
        var used = new bool[statement.Length];
        foreach (Tensor tensor in statement.Tensors)
        {
            int offset = statement.Offset(tensor);
            Assert.Equal(0, offset % tensor.Shape.Stride(tensor.Shape.LeadingAxis));
            for (int cell = 0; cell < tensor.Shape.OccupiedLength; cell++)
            {
                Assert.False(used[offset + cell]);
                used[offset + cell] = true;
            }
        }
    }

    [Fact]
    public void The_digest_depends_on_every_part()
    {
        static string Digest(int size, long constant, string name)
        {
            var builder = new StatementBuilder("test/digest");
            Tensor t = builder.Commit("t", size);
            builder.AssertEqual(name, t.View, View.Constant(t.Shape, constant));
            return Convert.ToHexString(builder.Build().Digest.Span);
        }

        Assert.Equal(Digest(4, 1, "a"), Digest(4, 1, "a"));
        Assert.Equal(4, new HashSet<string> { Digest(4, 1, "a"), Digest(3, 1, "a"), Digest(4, 2, "a"), Digest(4, 1, "b") }.Count);
    }

    private static ConstraintChecker.Violation Violation(Witness witness, Arena arena) => Assert.Single(ConstraintChecker.Check(witness, Rho, arena));
}
