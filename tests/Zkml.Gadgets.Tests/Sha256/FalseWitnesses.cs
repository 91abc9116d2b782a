using Zkml.Fields;
using Zkml.Gadgets.Sha256;
using Zkml.Gadgets.Tests.Support;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Sha256;

/// <summary>Changed cells, and computations that are right in themselves but start or go on from a wrong state.</summary>
public sealed class FalseWitnesses
{
    [Fact]
    public void No_cell_of_a_block_can_be_changed_with_hidden_length()
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfHiddenLength(builder, "sha256", maxBlocks: 1);
        using var test = new GadgetWitness(builder);
        Sha256Solver.Fill(gadget, test.Witness, Messages.Of(23));
        Assert.Empty(test.UnnoticedFlips());
        Assert.Empty(test.Rejections());
    }

    [Theory]
    [InlineData(70)]
    [InlineData(0)]
    public void No_cell_of_two_blocks_can_be_changed_with_public_length(int seed)
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfFixedLength(builder, "sha256", 70);
        using var test = new GadgetWitness(builder);
        Sha256Solver.Fill(gadget, test.Witness, Messages.Of(70));
        Assert.Empty(test.UnnoticedFlips((_, cell) => (cell + seed) % 61 == 0));
    }

    [Theory]
    [InlineData("sha256.a", "sha256.a")]
    [InlineData("sha256.e", "sha256.e")]
    [InlineData("sha256.w", "sha256.w")]
    [InlineData("sha256.state a-d", "sha256.state a-d")]
    [InlineData("sha256.state e-h", "sha256.state e-h")]
    [InlineData("sha256.carries", "sha256.e")]
    public void A_cell_that_is_not_a_bit_is_rejected_as_such_and_by_its_equation(string tensor, string equation)
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfFixedLength(builder, "sha256", 3);
        using var test = new GadgetWitness(builder);
        Sha256Solver.Fill(gadget, test.Witness, "abc"u8);
        Tensor changed = test.Statement.Tensors.Single(t => t.Name == tensor);
        test.Witness.Set(changed, changed.Shape.OccupiedLength > 1000 ? 20 : 3, 2);
        Assert.Contains(tensor + " are bits", test.Rejections());
        Assert.Contains(equation, test.Rejections());
    }

    [Fact]
    public void A_carry_of_a_word_that_is_not_computed_is_zero()
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfFixedLength(builder, "sha256", 3);
        using var test = new GadgetWitness(builder);
        Sha256Solver.Fill(gadget, test.Witness, "abc"u8);
        test.Witness.Set(gadget.Tensors.Carries, [0, 0, Sha256Tensors.FirstSlotW, 5], 1);
        Assert.Equal(["sha256.unused carries"], test.Rejections());
    }

    [Fact]
    public void A_block_that_starts_from_another_initial_state_is_rejected()
    {
        uint[] state = [.. Sha256Words.InitialState];
        state[6] ^= 0x0001_0000;
        Assert.Equal(["sha256.e", "sha256.state e-h"], RejectionsOf(["abc"u8.ToArray()], _ => state));
        state = [.. Sha256Words.InitialState];
        state[2] ^= 1;
        Assert.Equal(["sha256.e", "sha256.a", "sha256.state a-d"], RejectionsOf(["abc"u8.ToArray()], _ => state));
    }

    [Fact]
    public void A_second_block_that_starts_anew_is_rejected()
    {
        byte[][] blocks = [Messages.Of(64), Messages.Of(64, 2)];
        Assert.Equal(
            ["sha256.e", "sha256.a", "sha256.state a-d", "sha256.state e-h"], RejectionsOf(blocks, _ => [.. Sha256Words.InitialState]));
    }

    [Fact]
    public void Blocks_in_another_order_are_rejected()
    {
        uint[] state = [.. Sha256Words.InitialState];
        byte[][] blocks = [Messages.Of(64), Messages.Of(64, 2)];
        Sha256Function.Compress(state, blocks[1], new Sha256Trace());
        uint[] afterSecond = state;
        string[] rejections = RejectionsOf(blocks, block => block == 0 ? [.. afterSecond] : [.. Sha256Words.InitialState]);
        Assert.Equal(["sha256.e", "sha256.a", "sha256.state a-d", "sha256.state e-h"], rejections);
    }

    /// <summary>Without padding constraints: the compression alone, each block from the state the prover chooses.</summary>
    private static string[] RejectionsOf(byte[][] blocks, Func<int, uint[]> start)
    {
        var builder = new StatementBuilder("test/sha256");
        var tensors = new Sha256Tensors(builder, "sha256", 1, blocks.Length);
        Sha256Rounds.Assert(builder, "sha256", tensors, new Sha256Views(tensors));
        using var test = new GadgetWitness(builder);
        var trace = new Sha256Trace();
        for (int block = 0; block < blocks.Length; block++)
        {
            uint[] state = start(block);
            byte[] bytes = new byte[64];
            blocks[block].CopyTo(bytes, 0);
            Sha256Function.Compress(state, bytes, trace);
            Sha256Solver.WriteBlock(tensors, test.Witness, trace, 0, block);
        }

        return test.Rejections();
    }
}
