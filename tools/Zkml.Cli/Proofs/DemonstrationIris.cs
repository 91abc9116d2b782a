using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Device;
using Zkml.Statements.Iris;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Proofs;

/// <summary>A capture made on the spot: a device with a fresh key in a fresh registry, an image of noise, a mask with a fifth of it hidden.</summary>
public static class DemonstrationIris
{
    private const int HiddenFraction = 5, Quality = 80, QualityFloor = 8192;

    private const long Minute = 60_000;

    public static (IrisPublics Publics, IrisSecrets Secrets) Capture(IrisParameters parameters)
    {
        ImageShape shape = ImageShape.Iris(parameters.Width);
        byte[] pixels = RandomNumberGenerator.GetBytes(shape.PixelsLength);
        byte[] mask = [.. Enumerable.Range(0, pixels.Length).Select(i => i % shape.Width < shape.Width / HiddenFraction ? (byte)0 : (byte)1)];
        CaptureManifest manifest = Manifest(parameters.Digest, shape, pixels, MaskDigest.Pack(mask));
        byte[] message = SigStructure.Bytes(manifest.Write());

        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] key = P256Key.Of(device);
        var registry = new DeviceRegistry(parameters.RegistryDepth);
        int place = registry.Enroll(P256Key.Point(key), manifest.Firmware);
        registry.Publish();

        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using IrisTemplate template = IrisCode.Template(pixels, mask, shape.Width, parameters.Rule);
        var publics = new IrisPublics(
            registry.Root, registry.Current.Number, manifest.Nonce, manifest.HolderThumbprint, manifest.CapturedAt - Minute, manifest.CapturedAt + Minute,
            manifest.Firmware, QualityFloor, TemplateCommitment.Commit(template, blinding));
        SecretShares? shares = parameters.Shared ? SecretShares.Of(template) : null;
        publics = publics with { Shares = shares?.Commitments() };
        byte[] signature = device.SignData(message, HashAlgorithmName.SHA256);
        return (publics, new IrisSecrets(message, signature, key, registry.Membership(place)!, pixels, mask, blinding) { Shares = shares });
    }

    /// <summary>Of a capture of now, with a packed mask or none.</summary>
    internal static CaptureManifest Manifest(DigestAlgorithm digest, ImageShape shape, byte[] pixels, byte[] packedMask) => new()
    {
        Shape = shape,
        CapturedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
        Firmware = new FirmwareVersion(1, 0, 0),
        Nonce = Random(),
        HolderThumbprint = Random(),
        DigestAlgorithm = digest,
        ImageDigest = ImageDigest.Of(digest, shape, pixels),
        MaskDigest = MaskDigest.Of(digest, shape, packedMask),
        Quality = Quality,
        AttackVerdict = AttackVerdict.BonaFide,
        AttackLevel = AttackLevel.Two,
        Salt = Random(),
    };

    private static Bytes32 Random() => new(RandomNumberGenerator.GetBytes(Bytes32.Length));
}
