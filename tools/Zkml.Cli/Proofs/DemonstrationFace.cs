using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Statements.Device;
using Zkml.Statements.Face;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Proofs;

/// <summary>A capture made on the spot: a device with a fresh key in a fresh registry, an image of noise.</summary>
public static class DemonstrationFace
{
    private const int QualityFloor = 50;

    private const long Minute = 60_000;

    public static (FacePublics Publics, FaceSecrets Secrets) Capture(FaceStatement statement)
    {
        ImageShape shape = FaceStatement.ShapeOf(statement.Model);
        byte[] pixels = RandomNumberGenerator.GetBytes(shape.PixelsLength);
        CaptureManifest manifest = DemonstrationIris.Manifest(statement.Parameters.Digest, shape, pixels, []);
        byte[] message = SigStructure.Bytes(manifest.Write());
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] key = P256Key.Of(device);
        var registry = new DeviceRegistry(statement.Parameters.RegistryDepth);
        int place = registry.Enroll(P256Key.Point(key), manifest.Firmware);
        registry.Publish();

        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        var publics = new FacePublics(
            registry.Root, registry.Current.Number, manifest.Nonce, manifest.HolderThumbprint, manifest.CapturedAt - Minute, manifest.CapturedAt + Minute,
            manifest.Firmware, QualityFloor, FaceTemplateCommitment.For(statement.Model).Commit(FaceProver.Template(statement.Model, pixels), blinding));
        return (publics, new FaceSecrets(message, device.SignData(message, HashAlgorithmName.SHA256), key, registry.Membership(place)!, pixels, blinding));
    }
}
