using System.Buffers.Text;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Statements.Face;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Tests.Support;

/// <summary>Faces as Prover hands them over: without shares.</summary>
internal static class FaceCapture
{
    public static ProvenCapture Of(int quality)
    {
        SoftwareSigner holder = SoftwareSigner.CreateHolder();
        var challenge = new Challenge(House.Random(), new Bytes32(Base64Url.DecodeFromChars(holder.PublicKey.Thumbprint())));
        var sighting = new Sighting
        {
            Shape = House.Faces.Shape,
            Pixels = RandomNumberGenerator.GetBytes(House.Faces.Shape.PixelsLength),
            Mask = default,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        SignedCapture signed = new CaptureDevice(House.Camera, House.Firmware, TimeProvider.System).Sign(sighting, challenge, House.Faces.Parameters.Digest);
        using CapturePackage package = CapturePackage.Of(signed, sighting.Pixels.Span, []);
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using FaceSecrets secrets = FaceSecrets.Of(package, House.Camera.PublicKey, House.Registry.Membership(House.Camera.PublicKey)!, blinding);
        int[] template = FaceProver.Template(House.Faces.Statement.Model, secrets.Pixels);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var publics = new FacePublics(
            House.Registry.Root, House.Registry.Current.Number, challenge.Nonce, challenge.HolderThumbprint, now.AddMinutes(-5).ToUnixTimeMilliseconds(),
            now.AddMinutes(1).ToUnixTimeMilliseconds(), House.Firmware, quality, FaceTemplateCommitment.For(House.Faces.Statement.Model).Commit(template, blinding));
        using var prover = new FaceProver(House.Faces.Statement, threads: 2);
        (byte[]? proof, PersonhoodFault fault) = prover.Prove(publics, secrets);
        Assert.Equal(PersonhoodFault.None, fault);
        return new ProvenCapture(holder, new FaceProofFile(House.Faces.Parameters, publics, proof!), []);
    }
}
