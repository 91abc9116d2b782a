using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Device;
using Zkml.Device.Keys;
using Zkml.Hosting.Vault;
using Zkml.Statements;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Registry;

namespace Zkml.Prover.Tests;

/// <summary>A capture as Enrollment seals it, and the request for its proof.</summary>
internal static class SealedJob
{
    private static readonly SoftwareDeviceKey Key = SoftwareDeviceKey.Generate();

    private static readonly DeviceRegistry Registry = MakeRegistry();

    private static readonly KnownStatements Statements = KnownStatements.OfDepth(ProverHost.RegistryDepth);

    /// <param name="spoil">Changes the bytes before they are sealed.</param>
    /// <param name="quality">The quality floor; the mask has 80 % valid pixels.</param>
    public static async Task<ProofRequested> SealAsync(ICaptureVault vault, bool shared = false, Action<byte[]>? spoil = null, int quality = 2000)
    {
        var parameters = new IrisParameters(512, ProverHost.RegistryDepth, DigestAlgorithm.Poseidon2KoalaBear, shared);
        var challenge = new Challenge(Random(), Random());
        using CapturePackage package = Capture(challenge);
        long now = package.Capture.Manifest.CapturedAt;
        var terms = new ProofTerms
        {
            Parameters = parameters,
            RegistryRoot = Registry.Current.Root,
            Epoch = Registry.Current.Number,
            Nonce = challenge.Nonce,
            HolderThumbprint = challenge.HolderThumbprint,
            NotBefore = now - 1000,
            NotAfter = now + 1000,
            MinimumFirmware = new FirmwareVersion(1, 0, 0),
            QualityFloor = quality,
        };
        byte[] bytes = new ProofJob(terms, Key.PublicKey, Registry.Membership(Key.PublicKey)!, package).Write();
        spoil?.Invoke(bytes);
        Guid id = Guid.CreateVersion7();
        DateTimeOffset expires = DateTimeOffset.UtcNow.AddMinutes(30);
        DataRef sealedCapture = await vault.SealAsync(id, VaultPurpose.Capture, bytes, expires, default);
        return new ProofRequested
        {
            EventId = Guid.CreateVersion7(),
            OccurredAt = DateTimeOffset.UtcNow,
            CorrelationId = Guid.CreateVersion7(),
            CaptureId = id,
            Modality = Zkml.Contracts.CaptureModality.Iris,
            StatementId = Digest.Parse(Statements.Find(parameters)!.StatementId),
            ModelId = Digest.Parse(parameters.ModelId),
            RegistryRoot = new Digest(terms.RegistryRoot.ToArray()),
            RegistryEpoch = terms.Epoch,
            TermsSha256 = new Digest(terms.Digest().ToArray()),
            Capture = sealedCapture,
            ExpiresAt = expires,
        };
    }

    private static CapturePackage Capture(Challenge challenge)
    {
        ImageShape shape = ImageShape.Iris(512);
        byte[] pixels = RandomNumberGenerator.GetBytes(shape.PixelsLength);
        byte[] mask = MaskDigest.Pack([.. Enumerable.Range(0, pixels.Length).Select(i => i % 512 < 100 ? (byte)0 : (byte)1)]);
        var device = new CaptureDevice(Key, new FirmwareVersion(1, 2, 3), TimeProvider.System);
        var seen = new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = mask,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        return CapturePackage.Of(device.Sign(seen, challenge, DigestAlgorithm.Poseidon2KoalaBear), pixels, mask);
    }

    private static DeviceRegistry MakeRegistry()
    {
        var registry = new DeviceRegistry(ProverHost.RegistryDepth);
        registry.Enroll(Key.PublicKey, new FirmwareVersion(1, 2, 3));
        registry.Publish();
        return registry;
    }

    private static Bytes32 Random() => new(RandomNumberGenerator.GetBytes(Bytes32.Length));
}
