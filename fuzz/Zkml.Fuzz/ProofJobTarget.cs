using Zkml.Captures;
using Zkml.Device;
using Zkml.Device.Keys;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Fuzz;

/// <summary>The record that a prover opens: whatever it takes, it must write again byte for byte.</summary>
public sealed class ProofJobTarget : IFuzzTarget
{
    private const int Depth = 2;

    private readonly Lazy<byte[][]> _valid = new(() =>
    [
        Make(new IrisParameters(512, Depth, Shared: true), ImageShape.Iris(512)),
        Make(new FaceParameters(new string('a', 64), RegistryDepth: Depth), ImageShape.Face(16, 16)),
    ]);

    public string Name => "job";

    public IReadOnlyList<byte[]> Seeds => _valid.Value;

    public void Run(ReadOnlySpan<byte> input)
    {
        if (ProofJob.TryRead(input, out ProofJob? job) && !job.Write().AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("A job has two encodings.");
        }
    }

    private static byte[] Make(IPersonhoodParameters parameters, ImageShape shape)
    {
        using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
        var registry = new DeviceRegistry(parameters.RegistryDepth);
        registry.Enroll(key.PublicKey, new FirmwareVersion(1, 2, 3), 7);
        RegistryEpoch epoch = registry.Publish();
        var terms = new ProofTerms
        {
            Parameters = parameters,
            RegistryRoot = epoch.Root,
            Epoch = epoch.Number,
            Nonce = default,
            HolderThumbprint = default,
            NotBefore = 1_795_000_000_000,
            NotAfter = 1_795_000_120_000,
            MinimumFirmware = new FirmwareVersion(1, 0, 0),
            QualityFloor = 50,
        };
        using var job = new ProofJob(terms, key.PublicKey, registry.Membership(key.PublicKey)!, Capture(key, terms, shape));
        return job.Write();
    }

    private static CapturePackage Capture(SoftwareDeviceKey key, ProofTerms terms, ImageShape shape)
    {
        var seen = new Sighting
        {
            Shape = shape,
            Pixels = new byte[shape.PixelsLength],
            Mask = new byte[shape.MaskLength],
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        SignedCapture signed = new CaptureDevice(key, new FirmwareVersion(1, 2, 3), TimeProvider.System)
            .Sign(seen, new Challenge(terms.Nonce, terms.HolderThumbprint), terms.Parameters.Digest);
        return CapturePackage.Of(signed, seen.Pixels.Span, seen.Mask.Span);
    }
}
