using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Alignment;
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
        ImageShape shape = statement.Shape;
        byte[] pixels = RandomNumberGenerator.GetBytes(shape.PixelsLength);
        CaptureManifest manifest = DemonstrationIris.Manifest(statement.Parameters.Digest, shape, pixels, []);
        byte[] message = SigStructure.Bytes(manifest.Write());
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] key = P256Key.Of(device);
        var registry = new DeviceRegistry(statement.Parameters.RegistryDepth);
        int place = registry.Enroll(P256Key.Point(key), manifest.Firmware);
        registry.Publish();

        Similarity? transform = Place(statement);
        byte[] face = FaceStatement.Align(statement.Parameters, statement.Model, pixels, transform) ?? throw new InvalidOperationException("The face is not in the frame.");
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        var publics = new FacePublics(
            registry.Root, registry.Current.Number, manifest.Nonce, manifest.HolderThumbprint, manifest.CapturedAt - Minute, manifest.CapturedAt + Minute,
            manifest.Firmware, QualityFloor, FaceTemplateCommitment.For(statement.Model).Commit(FaceProver.Template(statement.Model, face), blinding));
        return (publics, new FaceSecrets(message, device.SignData(message, HashAlgorithmName.SHA256), key, registry.Membership(place)!, pixels, blinding) { Transform = transform });
    }

    /// <summary>In the middle of a frame, two thirds as high as it, turned a little.</summary>
    private static Similarity? Place(FaceStatement statement)
    {
        if (statement.Parameters.Frame is not { } frame)
        {
            return null;
        }

        int side = statement.Model.Network.Input.Shape.Width;
        (double width, double height) = ((double)frame.Width / frame.Factor, (double)frame.Height / frame.Factor);
        double scale = Math.Min(width, height) * 2 / 3 / side, a = scale * Math.Cos(0.1), b = scale * Math.Sin(0.1), half = (side - 1) / 2.0;
        return Similarity.Nearest(a, b, width / 2 - a * half + b * half, height / 2 - b * half - a * half);
    }
}
