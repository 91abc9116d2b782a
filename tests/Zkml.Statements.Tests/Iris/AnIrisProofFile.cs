using CsCheck;
using Zkml.Captures;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;

namespace Zkml.Statements.Tests.Iris;

public sealed class AnIrisProofFile
{
    private static readonly IrisPublics Publics = new(
        new Fields.KoalaBear[8], 77, new Bytes32([.. Enumerable.Range(0, 32).Select(i => (byte)i)]), default, 1_790_000_000_000, 1_790_000_100_000,
        new FirmwareVersion(1, 2, 3), 2000, new Fields.KoalaBear[8]);

    private static readonly byte[] Sample = new IrisProofFile(new IrisParameters(1024, 7, DigestAlgorithm.Sha256, Rule: MaskRule.OpenIris), Publics, new byte[300]).Write();

    [Fact]
    public void Reads_back_what_was_written()
    {
        Assert.True(IrisProofFile.Recognises(Sample));
        Assert.True(IrisProofFile.TryRead(Sample, out IrisProofFile? read));
        Assert.Equal(new IrisParameters(1024, 7, DigestAlgorithm.Sha256, Rule: MaskRule.OpenIris), read.Parameters);
        Assert.Equal((77U, Publics.Nonce, 2000), (read.Publics.Epoch, read.Publics.Nonce, read.Publics.QualityFloor));
        Assert.Equal(300, read.Proof.Length);
        Assert.Equal(Sample, read.Write());
    }

    [Fact]
    public void Has_one_form_only()
    {
        Assert.All(Enumerable.Range(0, Sample.Length), length => Assert.False(IrisProofFile.TryRead(Sample.AsMemory(0, length), out _)));
        Assert.False(IrisProofFile.TryRead((byte[])[.. Sample, 0], out _));
        Assert.False(IrisProofFile.TryRead(Sample.AsMemory(3), out _));
    }

    /// <summary>Before, 257 was read as 1, the digest algorithm being a byte.</summary>
    [Fact]
    public void Has_no_number_that_stands_for_another()
    {
        ReadOnlySpan<byte> before = [0x85, 0x19, 0x04, 0x00, 0x07];
        int place = Sample.AsSpan().IndexOf(before) + before.Length;
        Assert.Equal((byte)DigestAlgorithm.Sha256, Sample[place]);
        Assert.False(IrisProofFile.TryRead((byte[])[.. Sample[..place], 0x19, 0x01, .. Sample[place..]], out _));
        Assert.False(IrisProofFile.TryRead((byte[])[.. Sample[..place], 0x38, (byte)(byte.MaxValue - Sample[place]), .. Sample[(place + 1)..]], out _));
    }

    [Fact]
    public void Changed_anywhere_is_another_file_or_none() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            byte[] file = [.. Sample];
            file[place] ^= change;
            return !IrisProofFile.TryRead(file, out IrisProofFile? read) || read.Write().AsSpan().SequenceEqual(file);
        });

    [Fact]
    public void With_values_that_cannot_be_is_not_written()
    {
        IrisPublics[] bad = [Publics with { Epoch = uint.MaxValue }, Publics with { NotBefore = -1 }, Publics with { QualityFloor = 16_385 }, Publics with { Template = [] }];
        Assert.All(bad, publics => Assert.Throws<ArgumentException>(() => IrisPublicsCodec.Write(publics)));
    }

    [Fact]
    public void Public_values_have_one_form_only()
    {
        byte[] good = IrisPublicsCodec.Write(Publics);
        Assert.Equal(IrisPublicsCodec.Length, good.Length);
        Assert.All(Enumerable.Range(0, good.Length), length => Assert.False(IrisPublicsCodec.TryRead(good.AsSpan(0, length), out _)));
        Assert.False(IrisPublicsCodec.TryRead([.. good, 0], out _));
        for (int place = 0; place < good.Length; place++)
        {
            byte[] changed = [.. good];
            changed[place] ^= 0x80;
            Assert.True(!IrisPublicsCodec.TryRead(changed, out IrisPublics? read) || IrisPublicsCodec.Write(read).AsSpan().SequenceEqual(changed));
        }
    }
}
