using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Device;
using Zkml.Device.Keys;
using Zkml.Hosting.Vault;
using Zkml.Networks;
using Zkml.Statements;
using Zkml.Statements.Face;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Prover.Tests;

/// <summary>A capture as Enrollment seals it, and the request for its proof.</summary>
internal static class SealedJob
{
    private static readonly SoftwareDeviceKey Key = SoftwareDeviceKey.Generate();

    private static readonly DeviceRegistry Registry = MakeRegistry();

    private static readonly KnownStatements Statements = KnownStatements.OfDepth(ProverHost.RegistryDepth);

    private static readonly PixelModel Model = SmallFaceModel.Model();

    /// <summary>Of the small model, as a prover with that model knows it.</summary>
    public static FaceStatementVerifier Faces { get; } = new(FaceParameters.Of(Model, ProverHost.RegistryDepth), Model);

    /// <param name="spoil">Changes the bytes before they are sealed.</param>
    /// <param name="quality">The quality floor; the mask has 80 % valid pixels.</param>
    public static Task<ProofRequested> SealAsync(ICaptureVault vault, bool shared = false, Action<byte[]>? spoil = null, int quality = 2000)
    {
        var parameters = new IrisParameters(512, ProverHost.RegistryDepth, DigestAlgorithm.Poseidon2KoalaBear, shared);
        byte[] mask = MaskDigest.Pack([.. Enumerable.Range(0, ImageShape.Iris(512).PixelsLength).Select(i => i % 512 < 100 ? (byte)0 : (byte)1)]);
        return SealAsync(vault, Statements.Find(parameters)!, Seen(ImageShape.Iris(512), mask), quality, spoil);
    }

    /// <summary>A face.</summary>
    /// <param name="statement">Another one than that of the small model; null for that.</param>
    /// <param name="side">Of the image.</param>
    public static Task<ProofRequested> SealFaceAsync(
        ICaptureVault vault, FaceStatementVerifier? statement = null, int side = SmallFaceModel.Side, int quality = 50, Action<byte[]>? spoil = null) =>
        SealAsync(vault, statement ?? Faces, Seen(ImageShape.Face(side, side), []), quality, spoil);

    private static async Task<ProofRequested> SealAsync(
        ICaptureVault vault, PersonhoodStatementVerifier statement, Sighting seen, int quality, Action<byte[]>? spoil)
    {
        var challenge = new Challenge(Random(), Random());
        SignedCapture signed = new CaptureDevice(Key, new FirmwareVersion(1, 2, 3), TimeProvider.System).Sign(seen, challenge, DigestAlgorithm.Poseidon2KoalaBear);
        using CapturePackage package = CapturePackage.Of(signed, seen.Pixels.Span, seen.Mask.Span);
        long now = package.Capture.Manifest.CapturedAt;
        var terms = new ProofTerms
        {
            Parameters = statement.Parameters,
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
            Modality = seen.Shape.HasMask ? Zkml.Contracts.CaptureModality.Iris : Zkml.Contracts.CaptureModality.Face,
            StatementId = Digest.Parse(statement.StatementId),
            ModelId = Digest.Parse(statement.ModelId),
            RegistryRoot = new Digest(terms.RegistryRoot.ToArray()),
            RegistryEpoch = terms.Epoch,
            TermsSha256 = new Digest(terms.Digest().ToArray()),
            Capture = sealedCapture,
            ExpiresAt = expires,
        };
    }

    private static Sighting Seen(ImageShape shape, byte[] mask) => new()
    {
        Shape = shape,
        Pixels = RandomNumberGenerator.GetBytes(shape.PixelsLength),
        Mask = mask,
        Quality = 80,
        AttackVerdict = AttackVerdict.BonaFide,
        AttackLevel = AttackLevel.Two,
    };

    private static DeviceRegistry MakeRegistry()
    {
        var registry = new DeviceRegistry(ProverHost.RegistryDepth);
        registry.Enroll(Key.PublicKey, new FirmwareVersion(1, 2, 3));
        registry.Publish();
        return registry;
    }

    private static Bytes32 Random() => new(RandomNumberGenerator.GetBytes(Bytes32.Length));
}
