using System.Buffers.Binary;
using CsCheck;
using Zkml.Captures;
using Zkml.Device;
using Zkml.Device.Keys;
using Zkml.Networks;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Jobs;

public sealed class AFaceJob
{
    /// <summary>Where the terms are in a job.</summary>
    private const int Terms = 8, TermsLength = 42 + 124;

    private static readonly FaceParameters Parameters = new(string.Concat(Enumerable.Repeat("0af5", 16)), PixelScale.Symmetric, RegistryDepth: 3);
    private static readonly SoftwareDeviceKey Key = SoftwareDeviceKey.Generate();
    private static readonly byte[] Sample = Make();

    [Fact]
    public void Is_read_as_it_was_written()
    {
        Assert.True(ProofJob.TryRead(Sample, out ProofJob? job));
        using (job)
        {
            Assert.Equal(Parameters, job.Terms.Parameters);
            Assert.Equal(Of(Parameters), job.Terms);
            Assert.IsType<FacePublics>(job.Terms.Publics(new Zkml.Fields.KoalaBear[8]));
            Assert.Equal(Sample, job.Write());
        }
    }

    [Fact]
    public void Says_in_its_terms_all_that_fixes_the_statement()
    {
        ProofTerms[] all =
        [
            .. new IPersonhoodParameters[]
            {
                Parameters, Parameters with { ModelId = new string('1', 64) }, Parameters with { Scale = PixelScale.ImageNet }, Parameters with { RegistryDepth = 4 },
                Parameters with { Digest = DigestAlgorithm.Sha256 }, Parameters with { Frame = new FaceFrame(640, 480, 2) },
                Parameters with { Frame = new FaceFrame(640, 480) }, new IrisParameters(512, 3),
            }.Select(Of),
            Of(Parameters) with { QualityFloor = 51 },
        ];

        Assert.All(all, terms => Assert.True(ProofTerms.TryRead(terms.Write(), out ProofTerms? read) && read == terms));
        Assert.Equal(all.Length, all.Select(terms => Convert.ToHexString(terms.Write())).Distinct().Count());
        Assert.Equal(all.Length, all.Select(terms => terms.Digest()).Distinct().Count());
        Assert.All(all, terms => Assert.InRange(terms.Write().Length, ProofTerms.MinimumLength, ProofTerms.MaximumLength));
    }

    [Fact]
    public void Cut_or_longer_is_none()
    {
        for (int length = 0; length < Sample.Length; length++)
        {
            Assert.False(ProofJob.TryRead(Sample.AsSpan(0, length), out _));
        }

        Assert.False(ProofJob.TryRead([.. Sample, 0], out _));
        Assert.False(ProofTerms.TryRead([.. Sample.AsSpan(Terms, TermsLength), 0], out _));
        Assert.False(ProofTerms.TryRead(Sample.AsSpan(Terms, TermsLength - 1), out _));
        Assert.False(ProofJob.TryRead(new byte[ProofJob.MaximumLength + 1], out _));
    }

    [Fact]
    public void Changed_anywhere_before_the_pixels_is_none_or_another_job_in_its_one_form() =>
        Gen.Select(Gen.Int[0, 660], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            byte[] file = [.. Sample];
            file[place] ^= change;
            if (ProofJob.TryRead(file, out ProofJob? read))
            {
                using (read)
                {
                    Assert.Equal(file, read.Write());
                }
            }
        }, iter: 500);

    [Theory]
    [InlineData(2, 0)]    // registry depth
    [InlineData(2, 27)]
    [InlineData(3, 0)]    // digest algorithm
    [InlineData(3, 3)]
    [InlineData(4, 3)]    // scale
    [InlineData(5, 1)]    // a factor without a frame
    [InlineData(7, 1)]    // a width without height and factor
    public void With_a_parameter_that_no_statement_has_is_none(int place, byte value)
    {
        byte[] terms = Of(Parameters).Write();
        Assert.True(ProofTerms.TryRead(terms, out _));
        terms[place] = value;
        Assert.False(ProofTerms.TryRead(terms, out _));
    }

    [Fact]
    public void With_a_quality_floor_above_all_qualities_is_none()
    {
        byte[] terms = Of(new IrisParameters(512, 3)).Write();
        BinaryPrimitives.WriteInt32BigEndian(terms.AsSpan(terms.Length - 4), 101);
        Assert.True(ProofTerms.TryRead(terms, out _));

        terms = Of(Parameters).Write();
        BinaryPrimitives.WriteInt32BigEndian(terms.AsSpan(terms.Length - 4), 101);
        Assert.False(ProofTerms.TryRead(terms, out _));
        Assert.Throws<ArgumentException>(() => (Of(Parameters) with { QualityFloor = 101 }).Write());
        Assert.Throws<ArgumentException>(() => (Of(Parameters) with { QualityFloor = 101 }).Digest());
    }

    [Fact]
    public void Never_holds_the_image_of_another_modality()
    {
        byte[] file = [.. Sample];
        Assert.True(ProofJob.TryRead(file, out _));
        byte[] frame = Of(Parameters with { Frame = new FaceFrame(16, 16) }).Write();
        frame.CopyTo(file, Terms);

        Assert.False(ProofJob.TryRead(file, out _));
        Assert.False(ProofJob.Fits(new IrisParameters(512, 3), Package()));
        Assert.False(ProofJob.Fits(Parameters with { Digest = DigestAlgorithm.Sha256 }, Package()));
    }

    private static byte[] Make()
    {
        var registry = new DeviceRegistry(Parameters.RegistryDepth);
        registry.Enroll(Key.PublicKey, new FirmwareVersion(1, 0, 0), 7);
        registry.Publish();
        using var job = new ProofJob(Of(Parameters), Key.PublicKey, registry.Membership(Key.PublicKey)!, Package());
        return job.Write();
    }

    private static ProofTerms Of(IPersonhoodParameters parameters) => new()
    {
        Parameters = parameters,
        RegistryRoot = default,
        Epoch = 1,
        Nonce = new Bytes32([.. Enumerable.Repeat((byte)1, 32)]),
        HolderThumbprint = new Bytes32([.. Enumerable.Repeat((byte)2, 32)]),
        NotBefore = 1_000,
        NotAfter = 2_000,
        MinimumFirmware = new FirmwareVersion(1, 2, 3),
        QualityFloor = 50,
    };

    private static CapturePackage Package()
    {
        ImageShape shape = ImageShape.Face(16, 16);
        byte[] pixels = IrisCase.Noise(shape.PixelsLength, 1);
        var sighting = new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = default,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        ProofTerms terms = Of(Parameters);
        SignedCapture capture = new CaptureDevice(Key, new FirmwareVersion(1, 2, 3), TimeProvider.System)
            .Sign(sighting, new Challenge(terms.Nonce, terms.HolderThumbprint), Parameters.Digest);
        return CapturePackage.Of(capture, pixels, []);
    }
}
