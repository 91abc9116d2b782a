using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Hashing;

public sealed class PermutationBatch
{
    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void The_output_views_of_the_published_input_are_the_published_output(int width)
    {
        (KoalaBear[] input, KoalaBear[] output) = KnownAnswers.Read(width);
        using var batch = new Batch(width, 1);
        batch.Fill((i, _) => input[i]);
        Assert.Equal(output, batch.Output(0));
        Assert.Empty(batch.Violations());
        batch.Plain(input);
        Assert.Equal(output, input);
    }

    [Theory]
    [InlineData(16, 37)]
    [InlineData(24, 19)]
    public void Columns_done_sixteen_at_a_time_and_one_at_a_time_agree_with_the_plain_permutation(int width, int count)
    {
        using var batch = new Batch(width, count);
        batch.Fill((i, column) => KoalaBear.FromInt64(i * 1_000_003L + column * 77_777_777L - 5));
        Assert.Empty(batch.Violations());
        for (int column = 0; column < count; column++)
        {
            KoalaBear[] state = batch.Input(column);
            batch.Plain(state);
            Assert.Equal(state, batch.Output(column));
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void Any_changed_cell_is_rejected(int width)
    {
        using var batch = new Batch(width, 1);
        batch.Fill((i, _) => KoalaBear.FromInt64(i * i + 1));
        WitnessAttacks.EveryChangedCellIsRejected(batch.Witness, batch.Arena);
        WitnessAttacks.EveryChangedCellIsRejected(batch.Witness, batch.Arena, step: -(1L << 24));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void Only_the_input_is_free(int width)
    {
        using var batch = new Batch(width, 1);
        batch.Fill((i, _) => KoalaBear.FromInt64(i * i + 1));
        Assert.Equal(width, Linearisation.FreeDirections(batch.Witness, batch.Arena));
    }

    [Fact]
    public void Every_cell_is_read()
    {
        using var batch = new Batch(24, 3);
        WitnessAttacks.EveryCellIsRead(batch.Witness.Statement);
    }

    [Fact]
    public void The_size_is_as_stated()
    {
        using var narrow = new Batch(16, 4);
        using var wide = new Batch(24, 4);
        Assert.Equal(148 * 4, narrow.Gadget.Full.Shape.Count + narrow.Gadget.Partial.Shape.Count);
        Assert.Equal(215 * 4, wide.Gadget.Full.Shape.Count + wide.Gadget.Partial.Shape.Count);
        Assert.Equal(160 * 4, narrow.Witness.Statement.Constraints.Where(c => !c.IsLinear).Sum(c => c.Shape.PaddedLength));
        Assert.Equal(224 * 4, wide.Witness.Statement.Constraints.Where(c => !c.IsLinear).Sum(c => c.Shape.PaddedLength));
    }

    [Fact]
    public void Permutations_chain_inside_a_batch_through_their_views()
    {
        const int Count = 5;
        var builder = new StatementBuilder("test/chain");
        Poseidon2Gadget gadget = Poseidon2Gadget.Commit(builder, "chain", Poseidon2.Width16, Count);
        gadget.Constrain(gadget.Output.Then(AxisMap.Identity(16), AxisMap.Shift(Count, 1)));
        using var arena = new Arena(1 << 20);
        using var witness = new Witness(builder.Build(), arena);
        var state = new KoalaBear[16];
        for (int column = 0; column < Count; column++)
        {
            Poseidon2Solver.Permute(witness, gadget, column, state);
        }

        Assert.Empty(WitnessAttacks.Violations(witness, arena));
        WitnessAttacks.EveryChangedCellIsRejected(witness, arena, stride: 7);
    }

    private sealed class Batch : IDisposable
    {
        private readonly Tensor _input;

        public Batch(int width, int count)
        {
            var builder = new StatementBuilder("test/permutations");
            _input = builder.Commit("input", width, count);
            Gadget = Poseidon2Gadget.Commit(builder, "batch", width == 16 ? Poseidon2.Width16 : Poseidon2.Width24, count);
            Gadget.Constrain(_input.View);
            Witness = new Witness(builder.Build(), Arena);
        }

        public Arena Arena { get; } = new(1 << 22);

        public Poseidon2Gadget Gadget { get; }

        public Witness Witness { get; }

        public void Fill(Func<int, int, KoalaBear> input)
        {
            Span<uint> cells = Witness[_input];
            for (int i = 0; i < Gadget.Width; i++)
            {
                for (int column = 0; column < Gadget.Count; column++)
                {
                    cells[_input.Shape.Cell(i, column)] = input(i, column).Montgomery;
                }
            }

            Poseidon2Solver.Permute(Witness, Gadget, cells.ToArray());
        }

        public KoalaBear[] Input(int column) => [.. Enumerable.Range(0, Gadget.Width).Select(i => Witness.Get(_input, _input.Shape.Cell(i, column)))];

        public KoalaBear[] Output(int column)
        {
            FieldVector values = Arena.Field(Gadget.Output.Shape.PaddedLength);
            ViewEvaluator.Evaluate(Gadget.Output, Witness, values);
            return [.. Enumerable.Range(0, Gadget.Width).Select(i => values[Gadget.Output.Shape.Cell(i, column)])];
        }

        public void Plain(Span<KoalaBear> state) => Gadget.Instance.Permute(state);

        public string[] Violations() => WitnessAttacks.Violations(Witness, Arena);

        public void Dispose()
        {
            Witness.Dispose();
            Arena.Dispose();
        }
    }
}
