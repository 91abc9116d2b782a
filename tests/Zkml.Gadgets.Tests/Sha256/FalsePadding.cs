using Zkml.Gadgets.Sha256;
using Zkml.Gadgets.Tests.Support;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Sha256;

/// <summary>Right computations over wrong bytes: only the padding's constraints can notice.</summary>
public sealed class FalsePadding
{
    private const int Blocks = 4;

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 55)]
    [InlineData(3, 64)]
    [InlineData(3, 125)]
    [InlineData(3, 255)]
    [InlineData(60, 63)]
    [InlineData(60, 64)]
    [InlineData(119, 128)]
    public void Garbage_behind_the_message_is_rejected(int length, int position) =>
        Assert.Equal(["sha256.padding"], Rejections(length, padded => padded[position] ^= 0x10));

    [Theory]
    [InlineData(3, 63, 8)]
    [InlineData(3, 62, 1)]
    [InlineData(3, 61, 1)]
    [InlineData(120, 191, 0x40)]
    public void A_wrong_length_field_is_rejected(int length, int position, byte change) =>
        Assert.Equal(["sha256.length"], Rejections(length, padded => padded[position] ^= change));

    [Theory]
    [InlineData(56)]
    [InlineData(57)]
    [InlineData(58)]
    [InlineData(59)]
    [InlineData(60)]
    public void The_length_field_has_no_high_bytes(int position) =>
        Assert.Equal(["sha256.padding"], Rejections(3, padded => padded[position] ^= 0x7f));

    [Fact]
    public void A_missing_end_marker_is_rejected() => Assert.Equal(["sha256.padding"], Rejections(60, padded => padded[60] = 0));

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 2)]
    [InlineData(55, 54)]
    [InlineData(64, 63)]
    public void An_end_claimed_elsewhere_is_rejected(int length, int claimed) =>
        Assert.Equal(["sha256.padding", "sha256.length"], Rejections(length, claimedLength: claimed));

    [Theory]
    [InlineData(55, 56)]
    [InlineData(119, 120)]
    public void An_end_claimed_in_the_next_block_is_rejected(int length, int claimed)
    {
        string[] rejections = Rejections(length, claimedLength: claimed);
        Assert.Contains("sha256.padding", rejections);
        Assert.Contains("sha256.length", rejections);
    }

    [Fact]
    public void A_message_that_ends_too_late_is_rejected()
    {
        // 0x80 where the length field of the last block starts.
        const int Length = Blocks * 64 - 8;
        string[] rejections = Rejections(Length - 1, padded => padded[Length - 1] = 1, claimedLength: Length);
        Assert.Contains("sha256.message ends in time", rejections);
    }

    [Fact]
    public void A_message_with_a_hole_is_rejected() => Assert.Contains(
        "sha256.message ends once", Rejections(100, change: (gadget, witness) => witness.Set(gadget.Inside!, [0, 0, 50], 0)));

    [Fact]
    public void A_message_that_begins_late_is_rejected() => Assert.Contains(
        "sha256.message ends once", Rejections(100, change: (gadget, witness) => witness.Set(gadget.Inside!, [0, 0, 0], 0)));

    [Fact]
    public void Two_half_ends_are_rejected()
    {
        const long Half = (Fields.KoalaBear.Modulus + 1L) / 2;
        Assert.Contains(
            "sha256.message ends once", Rejections(100, change: (gadget, witness) => witness.Set(gadget.Inside!, [0, 1, 35], Half)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_state_after_another_block_is_not_the_digest(int block)
    {
        string[] rejections = Rejections(100, change: (gadget, witness) =>
        {
            (Tensor a, Tensor e) = gadget.HiddenDigest!.Value;
            witness[gadget.Tensors.StateA].Slice(128 * block, 128).CopyTo(witness[a]);
            witness[gadget.Tensors.StateE].Slice(128 * block, 128).CopyTo(witness[e]);
        });
        Assert.Equal(["sha256.digest a-d", "sha256.digest e-h"], rejections);
    }

    [Fact]
    public void Public_length_fixes_the_padding()
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfFixedLength(builder, "sha256", 60);
        using var test = new GadgetWitness(builder);
        for (int position = 60; position < 128; position++)
        {
            byte[] padded = new byte[128];
            Sha256Function.Pad(Messages.Of(60), padded);
            padded[position] ^= 4;
            Sha256Solver.FillPadded(gadget, test.Witness, padded, 60, 0);
            Assert.Equal(["sha256.padding"], test.Rejections());
        }
    }

    /// <param name="length">Of the message whose padding is written.</param>
    /// <param name="tamper">Changes the padded bytes before they are hashed.</param>
    /// <param name="claimedLength">What the prover says.</param>
    /// <param name="change">Changes the witness afterwards.</param>
    private static string[] Rejections(
        int length, Action<byte[]>? tamper = null, int? claimedLength = null, Action<Sha256Gadget, Witness>? change = null)
    {
        var builder = new StatementBuilder("test/sha256");
        Sha256Gadget gadget = Sha256Gadget.OfHiddenLength(builder, "sha256", Blocks);
        using var test = new GadgetWitness(builder);
        byte[] padded = new byte[Blocks * 64];
        Sha256Function.Pad(Messages.Of(length), padded);
        tamper?.Invoke(padded);
        Sha256Solver.FillPadded(gadget, test.Witness, padded, claimedLength ?? length, 0);
        change?.Invoke(gadget, test.Witness);
        return test.Rejections();
    }
}
