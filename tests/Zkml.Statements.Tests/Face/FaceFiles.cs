using CsCheck;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Networks;
using Zkml.Statements.Face;

namespace Zkml.Statements.Tests.Face;

/// <summary>Files of face proofs and of match proofs.</summary>
public sealed class FaceFiles
{
    private static readonly FaceParameters Parameters = new(new string('a', 64), PixelScale.ImageNet, 7, DigestAlgorithm.Sha256);

    private static readonly FacePublics Publics = new(
        new KoalaBear[8], 77, new Bytes32([.. Enumerable.Range(0, 32).Select(i => (byte)i)]), default, 1_790_000_000_000, 1_790_000_100_000,
        new FirmwareVersion(1, 2, 3), 55, new KoalaBear[8]);

    private static readonly byte[] Sample = new FaceProofFile(Parameters, Publics, new byte[300]).Write();

    private static readonly FaceMatchParameters MatchParameters = new("model symmetric", 512, -128, 127, 400);

    private static readonly byte[] MatchSample = new FaceMatchProofFile(MatchParameters, new FaceMatchPublics(new KoalaBear[8], [.. Enumerable.Repeat(KoalaBear.One, 8)]), new byte[300]).Write();

    [Fact]
    public void Read_back_what_was_written()
    {
        Assert.True(FaceProofFile.Recognises(Sample));
        Assert.True(FaceProofFile.TryRead(Sample, out FaceProofFile? face));
        Assert.Equal(Parameters, face.Parameters);
        Assert.Equal((77U, Publics.Nonce, 55), (face.Publics.Epoch, face.Publics.Nonce, face.Publics.QualityFloor));
        Assert.Equal(Sample, face.Write());
        Assert.True(FaceMatchProofFile.Recognises(MatchSample));
        Assert.True(FaceMatchProofFile.TryRead(MatchSample, out FaceMatchProofFile? match));
        Assert.Equal(MatchParameters, match.Parameters);
        Assert.Equal(MatchSample, match.Write());
    }

    [Fact]
    public void Have_one_form_only()
    {
        Assert.All(Enumerable.Range(0, Sample.Length), length => Assert.False(FaceProofFile.TryRead(Sample.AsMemory(0, length), out _)));
        Assert.All(Enumerable.Range(0, MatchSample.Length), length => Assert.False(FaceMatchProofFile.TryRead(MatchSample.AsMemory(0, length), out _)));
        Assert.False(FaceProofFile.TryRead((byte[])[.. Sample, 0], out _));
        Assert.False(FaceMatchProofFile.TryRead((byte[])[.. MatchSample, 0], out _));
        Assert.False(FaceProofFile.TryRead(MatchSample, out _));
        Assert.False(FaceMatchProofFile.TryRead(Sample, out _));

        // A number that stands for the digest algorithm modulo 256: before, it was read as that.
        ReadOnlySpan<byte> before = [(byte)PixelScale.ImageNet, 0x07];
        int place = Sample.AsSpan().IndexOf(before) + before.Length;
        Assert.Equal((byte)DigestAlgorithm.Sha256, Sample[place]);
        Assert.False(FaceProofFile.TryRead((byte[])[.. Sample[..place], 0x19, 0x01, .. Sample[place..]], out _));
    }

    [Fact]
    public void Changed_anywhere_are_another_file_or_none() =>
        Gen.Select(Gen.Int[0, Math.Min(Sample.Length, MatchSample.Length) - 1], Gen.Byte[1, 255]).Sample((place, change) =>
            (!FaceProofFile.TryRead(Changed(Sample, place, change), out FaceProofFile? face) || face.Write().AsSpan().SequenceEqual(Changed(Sample, place, change)))
            && (!FaceMatchProofFile.TryRead(Changed(MatchSample, place, change), out FaceMatchProofFile? match)
                || match.Write().AsSpan().SequenceEqual(Changed(MatchSample, place, change))));

    [Fact]
    public void With_values_or_parameters_that_cannot_be_are_not_written_or_used()
    {
        FacePublics[] bad = [Publics with { Epoch = uint.MaxValue }, Publics with { NotBefore = -1 }, Publics with { QualityFloor = 101 }, Publics with { Template = [] }];
        Assert.All(bad, publics => Assert.Throws<ArgumentException>(() => FacePublicsCodec.Write(publics)));
        FaceParameters[] parameters =
            [Parameters with { ModelId = "a" }, Parameters with { ModelId = new string('A', 64) }, Parameters with { Scale = 0 }, Parameters with { RegistryDepth = 27 }, Parameters with { Digest = 0 }];
        Assert.All(parameters, p => Assert.NotNull(p.Problem));
        FaceMatchParameters[] matches =
        [
            MatchParameters with { PerMille = 0 }, MatchParameters with { PerMille = 1001 }, MatchParameters with { Count = 1024 }, MatchParameters with { Count = 0 },
            MatchParameters with { Greatest = 128 }, MatchParameters with { Greatest = -128 }, MatchParameters with { ModelName = "" },
            MatchParameters with { Least = int.MinValue, Greatest = int.MinValue + 200 },
        ];
        Assert.All(matches, p => Assert.NotNull(p.Problem));
    }

    private static byte[] Changed(byte[] file, int place, byte change)
    {
        byte[] changed = [.. file];
        changed[place] ^= change;
        return changed;
    }
}
