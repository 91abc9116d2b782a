using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Gadgets.Sha256;
using Zkml.Gadgets.Tests.Support;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Sha256;

public sealed class LongMessages
{
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(1024)]
    public void Have_their_digest_and_their_bytes_and_bits_group_by_group(int length)
    {
        byte[] message = Messages.Of(length);
        var builder = new StatementBuilder("test/sha256");
        var chain = new Sha256Chain(builder, "sha256", length);
        using var test = new GadgetWitness(builder);

        Assert.Equal(SHA256.HashData(message), Sha256Solver.Fill(chain, test.Witness, message));

        Assert.Empty(test.Rejections());
        Assert.Equal(SHA256.HashData(message), test.Values(chain.DigestBytes).Select(v => (byte)v));
        int groups = Math.Min(4, chain.Blocks);
        Assert.Equal(message, Enumerable.Range(0, groups).SelectMany(g => test.Values(chain.GroupBytes(groups, g))).Select(v => (byte)v));
        Assert.Equal(
            message.SelectMany(b => Enumerable.Range(0, 8).Select(bit => (b >> bit) & 1)),
            Enumerable.Range(0, groups).SelectMany(g => test.Values(chain.GroupBits(groups, g))));
    }

    [Theory]
    [InlineData(192, 3)]
    [InlineData(448, 7)]
    [InlineData(384, 3)]
    public void Of_any_number_of_blocks_have_their_digest_and_every_nth_block(int length, int step)
    {
        byte[] message = Messages.Of(length);
        var builder = new StatementBuilder("test/sha256");
        var chain = new Sha256Chain(builder, "sha256", length);
        using var test = new GadgetWitness(builder);

        Assert.Equal(SHA256.HashData(message), Sha256Solver.Fill(chain, test.Witness, message));

        Assert.Empty(test.Rejections());
        Assert.Equal(SHA256.HashData(message), test.Values(chain.DigestBytes).Select(v => (byte)v));
        Assert.All(Enumerable.Range(0, step), first => Assert.Equal(
            message.Chunk(64).Where((_, block) => block % step == first).SelectMany(block => block), test.Values(chain.StridedBytes(step, first)).Select(v => (byte)v)));
    }

    [Fact]
    public void Have_no_cell_that_can_be_changed()
    {
        var builder = new StatementBuilder("test/sha256");
        var chain = new Sha256Chain(builder, "sha256", 64);
        using var test = new GadgetWitness(builder);
        Sha256Solver.Fill(chain, test.Witness, Messages.Of(64));
        Assert.Empty(test.UnnoticedFlips((_, cell) => cell % 17 == 0));
    }

    [Fact]
    public void Cannot_end_in_a_block_that_starts_from_the_initial_state_or_from_an_earlier_one()
    {
        var builder = new StatementBuilder("test/sha256");
        var chain = new Sha256Chain(builder, "sha256", 128);
        using var test = new GadgetWitness(builder);
        byte[] message = Messages.Of(128), padding = new byte[64];
        chain.WritePadding(padding);
        var trace = new Sha256Trace();
        foreach (int before in (int[])[0, 1])
        {
            Sha256Solver.Fill(chain, test.Witness, message);
            uint[] state = [.. Sha256Words.InitialState];
            for (int block = 0; block < before; block++)
            {
                Sha256Function.Compress(state, message.AsSpan(64 * block, 64), trace);
            }

            Sha256Function.Compress(state, padding, trace);
            Sha256Solver.WriteBlock(chain.Tail, test.Witness, trace, 0, 0);
            Assert.Equal(["sha256.tail.e", "sha256.tail.a", "sha256.tail.state a-d", "sha256.tail.state e-h"], test.Rejections());
        }
    }

    [Fact]
    public void Cannot_have_another_padding()
    {
        var builder = new StatementBuilder("test/sha256");
        var chain = new Sha256Chain(builder, "sha256", 64);
        using var test = new GadgetWitness(builder);
        Span<byte> padding = stackalloc byte[64];
        var trace = new Sha256Trace();
        for (int position = 0; position < 64; position++)
        {
            Sha256Solver.Fill(chain, test.Witness, Messages.Of(64));
            uint[] state = [.. Sha256Words.InitialState];
            Sha256Function.Compress(state, Messages.Of(64), trace);
            chain.WritePadding(padding);
            padding[position] ^= 1;
            Sha256Function.Compress(state, padding, trace);
            Sha256Solver.WriteBlock(chain.Tail, test.Witness, trace, 0, 0);
            Assert.Equal(["sha256.padding"], test.Rejections());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void Are_whole_blocks_of_64_bytes(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sha256Chain(new StatementBuilder("test/sha256"), "sha256", length));
}
