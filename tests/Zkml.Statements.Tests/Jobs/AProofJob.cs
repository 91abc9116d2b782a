using CsCheck;
using Zkml.Captures;
using Zkml.Device;
using Zkml.Device.Keys;
using Zkml.Fields;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Registry;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Jobs;

public sealed class AProofJob
{
    private static readonly IrisParameters Parameters = new(512, RegistryDepth: 3, Shared: true);
    private static readonly SoftwareDeviceKey Key = SoftwareDeviceKey.Generate();
    private static readonly DeviceRegistry Registry = MakeRegistry();
    private static readonly byte[] Sample = Make().Write();

    [Fact]
    public void Is_read_as_it_was_written()
    {
        using ProofJob job = Make();
        byte[] file = job.Write();

        Assert.True(ProofJob.TryRead(file, out ProofJob? read));
        Assert.Equal(job.Terms, read.Terms);
        Assert.Equal(Key.PublicKey, read.DeviceKey);
        Assert.Equal(Registry.Root, read.Membership.Root(read.DeviceKey.ToArray()));
        Assert.Equal(job.Package.Pixels, read.Package.Pixels);
        Assert.Equal(file, read.Write());
        read.Dispose();
        Assert.DoesNotContain(read.Package.Pixels, pixel => pixel != 0);
    }

    [Fact]
    public void Cut_or_longer_is_none()
    {
        for (int length = 0; length < Sample.Length; length += length < 1000 ? 1 : 997)
        {
            Assert.False(ProofJob.TryRead(Sample.AsSpan(0, length), out _));
        }

        Assert.False(ProofJob.TryRead([.. Sample, 0], out _));
    }

    [Fact]
    public void Changed_before_the_pixels_is_none_or_another_job_in_its_one_form() =>
        Gen.Select(Gen.Int[0, 900], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            byte[] file = [.. Sample];
            file[place] ^= change;
            if (ProofJob.TryRead(file, out ProofJob? read))
            {
                Assert.Equal(file, read.Write());
            }
        }, iter: 300);

    [Fact]
    public void Has_terms_whose_digest_depends_on_all_of_them_and_not_on_what_the_prover_finds()
    {
        ProofTerms terms = Terms();
        KoalaBear[] template = [.. Enumerable.Range(0, 8).Select(i => KoalaBear.FromUInt32((uint)i))];

        Assert.Equal(terms.Digest(), ProofTerms.Of(Parameters, terms.Publics(template)).Digest());
        ProofTerms[] others =
        [
            terms with { Parameters = Parameters with { Shared = false } }, terms with { Parameters = Parameters with { Width = 1024 } },
            terms with { RegistryRoot = default }, terms with { Epoch = 9 }, terms with { Nonce = default }, terms with { HolderThumbprint = default },
            terms with { NotBefore = 9 }, terms with { NotAfter = 9 }, terms with { MinimumFirmware = new FirmwareVersion(9) }, terms with { QualityFloor = 9 },
        ];
        Assert.Equal(others.Length + 1, others.Append(terms).Select(t => t.Digest()).Distinct().Count());
        Assert.All(others, other => Assert.True(ProofTerms.TryRead(other.Write(), out ProofTerms? read) && read == other));
    }

    [Fact]
    public void Of_a_revoked_device_or_another_shape_is_none()
    {
        var registry = new DeviceRegistry(Parameters.RegistryDepth);
        registry.Enroll(Key.PublicKey);
        registry.Publish();
        registry.Revoke(0);
        registry.Publish();

        Assert.Throws<ArgumentException>(() => new ProofJob(Terms(), Key.PublicKey, registry.Membership(0)!, Package()));
        Assert.False(ProofJob.Fits(new FaceParameters(new string('a', 64)), Package()));
        Assert.Throws<ArgumentException>(() => new ProofJob(
            Terms() with { Parameters = Parameters with { Width = 1024 } }, Key.PublicKey, Registry.Membership(Key.PublicKey)!, Package()));
    }

    private static ProofJob Make() => new(Terms(), Key.PublicKey, Registry.Membership(Key.PublicKey)!, Package());

    private static ProofTerms Terms() => new()
    {
        Parameters = Parameters,
        RegistryRoot = Registry.Current.Root,
        Epoch = Registry.Current.Number,
        Nonce = new Bytes32([.. Enumerable.Repeat((byte)1, 32)]),
        HolderThumbprint = new Bytes32([.. Enumerable.Repeat((byte)2, 32)]),
        NotBefore = 1_000,
        NotAfter = 2_000,
        MinimumFirmware = new FirmwareVersion(1, 2, 3),
        QualityFloor = 6000,
    };

    private static CapturePackage Package()
    {
        ImageShape shape = ImageShape.Iris(512);
        byte[] pixels = IrisCase.Noise(shape.PixelsLength, 1), mask = IrisCase.Noise(shape.MaskLength, 2);
        var sighting = new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = mask,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        SignedCapture capture = new CaptureDevice(Key, new FirmwareVersion(1, 2, 3), TimeProvider.System)
            .Sign(sighting, new Challenge(Terms().Nonce, Terms().HolderThumbprint), Parameters.Digest);
        return CapturePackage.Of(capture, pixels, mask);
    }

    private static DeviceRegistry MakeRegistry()
    {
        var registry = new DeviceRegistry(Parameters.RegistryDepth);
        registry.Enroll(Tests.Registry.Keys.At(0));
        registry.Enroll(Key.PublicKey, new FirmwareVersion(1, 0, 0), 7);
        registry.Publish();
        return registry;
    }
}
