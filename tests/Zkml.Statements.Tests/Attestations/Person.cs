using System.Buffers.Text;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Attestations;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>Someone whose iris a device captured: the holder's key, the challenge, the proof, the request that goes to the issuer.</summary>
internal sealed record Person(SoftwareSigner Holder, Bytes32 Nonce, IrisProofFile File, AttestationRequest Request)
{
    private readonly Lazy<Attestation> _attestation = new(() => House.Attestor().Attest(Request, new StatusList(1, 64)).Attestation!);

    public Attestation Attestation => _attestation.Value;

    public Bundle Bundle => Attestation.Bundle;

    /// <summary>From pixels to a proof, by the ways that services and command line go.</summary>
    public static Person Capture(int seed)
    {
        SoftwareSigner holder = SoftwareSigner.CreateHolder();
        var challenge = new Challenge(IrisCase.Random(), new Bytes32(Base64Url.DecodeFromChars(holder.PublicKey.Thumbprint())));
        var shape = ImageShape.Iris(House.Parameters.Width);
        byte[] pixels = IrisCase.Noise(shape.PixelsLength, seed), mask = MaskDigest.Pack([.. IrisCase.Ones().Select((one, i) => (byte)(i % 512 < 60 ? 0 : one))]);
        var sighting = new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = mask,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        SignedCapture capture = House.Device.Sign(sighting, challenge, House.Parameters.Digest);
        Assert.True(CapturePackage.TryRead(CapturePackage.Of(capture, pixels, mask).Write(), out CapturePackage? package));
        return Prove(holder, challenge, package, seed);
    }

    private static Person Prove(SoftwareSigner holder, Challenge challenge, CapturePackage package, int index)
    {
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using IrisSecrets secrets = IrisSecrets.Of(package, House.DeviceKey.PublicKey, House.Registry.Membership(House.DeviceKey.PublicKey)!, blinding);
        using IrisTemplate template = IrisCode.Template(secrets.Pixels, secrets.Mask, House.Parameters.Width);
        var publics = new IrisPublics(
            House.Registry.Root, House.Registry.Current.Number, challenge.Nonce, challenge.HolderThumbprint, House.Now.AddMinutes(-5).ToUnixTimeMilliseconds(),
            House.Now.ToUnixTimeMilliseconds(), House.Policy.MinimumFirmware, House.QualityFloor, TemplateCommitment.Commit(template, blinding));
        using var prover = new IrisProver(House.Statements.Find(House.Parameters)!.Statement, threads: 2);
        (byte[]? proof, PersonhoodFault fault) = prover.Prove(publics, secrets);
        Assert.Equal(PersonhoodFault.None, fault);
        Assert.True(IrisProofFile.TryRead(new IrisProofFile(House.Parameters, publics, proof!).Write(), out IrisProofFile? file));
        return new Person(holder, challenge.Nonce, file, new AttestationRequest
        {
            File = file,
            Nonce = challenge.Nonce,
            HolderKey = holder.PublicKey,
            DeviceClass = House.DeviceClass,
            Status = new StatusReference(House.StatusUri, index),
        });
    }
}
