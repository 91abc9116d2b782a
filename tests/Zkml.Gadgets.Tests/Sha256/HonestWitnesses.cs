using System.Security.Cryptography;
using CsCheck;
using Zkml.Gadgets.Sha256;
using Zkml.Gadgets.Tests.Support;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Sha256;

public sealed class HonestWitnesses
{
    public static TheoryData<int> Lengths => [.. Messages.Lengths];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_message_of_public_length_has_its_digest(int length)
    {
        byte[] message = Messages.Of(length);
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfFixedLength(builder, "sha256", length);
        using var test = new GadgetWitness(builder);
        Assert.Equal(SHA256.HashData(message), Sha256Solver.Fill(gadget, test.Witness, message));
        Expect(test, gadget, 0, message);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_message_of_hidden_length_has_its_digest(int length)
    {
        byte[] message = Messages.Of(length);
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfHiddenLength(builder, "sha256", maxBlocks: 3);
        using var test = new GadgetWitness(builder);
        Assert.Equal(SHA256.HashData(message), Sha256Solver.Fill(gadget, test.Witness, message));
        Expect(test, gadget, 0, message);
    }

    [Fact]
    public void Any_message_fits_up_to_the_maximal_length()
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfHiddenLength(builder, "sha256", maxBlocks: 5);
        Assert.Equal(5 * 64 - 9, gadget.MaxLength);
        using var test = new GadgetWitness(builder);
        Gen.Byte.Array[0, gadget.MaxLength].Sample(
            message =>
            {
                Sha256Solver.Fill(gadget, test.Witness, message);
                Expect(test, gadget, 0, message);
            },
            iter: 30, threads: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Solver.Fill(gadget, test.Witness, new byte[gadget.MaxLength + 1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Messages_in_parallel_do_not_meet(bool hidden)
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = hidden
            ? Sha256Gadget.OfHiddenLength(builder, "sha256", maxBlocks: 3, messages: 3)
            : Sha256Gadget.OfFixedLength(builder, "sha256", 65, messages: 3);
        using var test = new GadgetWitness(builder);
        byte[][] messages = hidden ? [Messages.Of(0), Messages.Of(120), Messages.Of(64)] : [.. Enumerable.Range(1, 3).Select(s => Messages.Of(65, s))];
        for (int i = 0; i < messages.Length; i++)
        {
            Sha256Solver.Fill(gadget, test.Witness, messages[i], i);
        }

        for (int i = 0; i < messages.Length; i++)
        {
            Expect(test, gadget, i, messages[i]);
        }
    }

    [Fact]
    public void The_block_count_and_cells_are_as_documented()
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfHiddenLength(builder, "sha256", maxBlocks: 4);
        Statement statement = builder.Build();
        Assert.Equal(4 * 7376 + 256, statement.Tensors.Sum(t => t.Shape.Count));
        int views = statement.Constraints.SelectMany(c => c.Products).SelectMany(p => p.Factors).Distinct(ReferenceEqualityComparer.Instance).Count();
        Assert.Equal(32, views);
        Assert.Empty(StaticCoverage.UnreadCells(statement));
        Assert.Equal(4 * 64 - 9, gadget.MaxLength);
    }

    private static void Expect(GadgetWitness test, Sha256Gadget gadget, int index, byte[] message)
    {
        Assert.Empty(test.Rejections());
        byte[] digest = SHA256.HashData(message);
        Assert.Equal(digest, test.Bytes(gadget.DigestBytes).AsSpan(32 * index, 32).ToArray());
        Assert.Equal(message.Length, test.Values(gadget.Length)[index]);
        int[] bits = [.. test.Values(gadget.DigestBits).Skip(256 * index).Take(256)];
        Assert.Equal(digest.SelectMany(b => Enumerable.Range(0, 8).Select(i => (b >> (7 - i)) & 1)), bits);
        byte[] padded = new byte[gadget.Blocks * 64];
        Sha256Function.Pad(message, padded);
        Assert.Equal(padded, test.Bytes(gadget.PaddedBytes).AsSpan(padded.Length * index, padded.Length).ToArray());
        if (message.Length > 1)
        {
            int rest = message.Length - 1;
            Assert.Equal(message[1..], test.Bytes(gadget.MessageBytes(1, rest)).AsSpan(rest * index, rest).ToArray());
            Assert.Equal((message[1] >> 7) & 1, test.Values(gadget.MessageBits(1, 1))[8 * index]);
            Assert.Equal(message[^1], test.Bytes(gadget.MessageByte(message.Length - 1))[index]);
        }
    }
}
