using System.Buffers.Text;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;
using Zkml.Statements.Jobs;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Tests.Support;

/// <summary>What Prover hands over for a capture, and the holder's key that it was made for.</summary>
internal sealed record ProvenCapture(SoftwareSigner Holder, IPersonhoodProofFile File, byte[][] Shares)
{
    public IrisProofFile Iris => (IrisProofFile)File;

    public Contracts.Digest Terms => new(ProofTerms.Of(File.Parameters, File.Publics).Digest().ToArray());

    /// <param name="eye">Another number is another eye.</param>
    /// <param name="noise">So many pixels are not as in another capture.</param>
    public static ProvenCapture Of(int eye, int noise = 0)
    {
        SoftwareSigner holder = SoftwareSigner.CreateHolder();
        var challenge = new Challenge(House.Random(), new Bytes32(Base64Url.DecodeFromChars(holder.PublicKey.Thumbprint())));
        ImageShape shape = ImageShape.Iris(House.Parameters.Width);
        byte[] pixels = new byte[shape.PixelsLength], changes = new byte[noise];
        var random = new Random(eye);
        random.NextBytes(pixels);
        random.NextBytes(changes);
        changes.CopyTo(pixels, 0);
        byte[] mask = MaskDigest.Pack([.. Enumerable.Range(0, shape.PixelsLength).Select(i => i % House.Parameters.Width < 60 ? (byte)0 : (byte)1)]);
        var sighting = new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = mask,
            Quality = 80,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        SignedCapture signed = new CaptureDevice(House.Camera, House.Firmware, TimeProvider.System).Sign(sighting, challenge, House.Parameters.Digest);
        return Prove(holder, challenge, CapturePackage.Of(signed, pixels, mask));
    }

    private static ProvenCapture Prove(SoftwareSigner holder, Challenge challenge, CapturePackage package)
    {
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using IrisSecrets secrets = IrisSecrets.Of(package, House.Camera.PublicKey, House.Registry.Membership(House.Camera.PublicKey)!, blinding);
        using IrisTemplate template = IrisCode.Template(secrets.Pixels, secrets.Mask, House.Parameters.Width, House.Parameters.Rule);
        using SecretShares shares = SecretShares.Of(template);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var publics = new IrisPublics(
            House.Registry.Root, House.Registry.Current.Number, challenge.Nonce, challenge.HolderThumbprint, now.AddMinutes(-5).ToUnixTimeMilliseconds(),
            now.AddMinutes(1).ToUnixTimeMilliseconds(), House.Firmware, House.QualityFloor, TemplateCommitment.Commit(template, blinding))
        {
            Shares = shares.Commitments(),
        };
        using var prover = new IrisProver(House.Statements.Find(House.Parameters)!.Statement, threads: 2);
        (byte[]? proof, PersonhoodFault fault) = prover.Prove(publics, secrets.With(shares));
        Assert.Equal(PersonhoodFault.None, fault);
        return new ProvenCapture(holder, new IrisProofFile(House.Parameters, publics, proof!), [.. Enumerable.Range(0, 3).Select(store => WriteShares(shares, store))]);
    }

    private static byte[] WriteShares(SecretShares shares, int store)
    {
        using MatcherShares forStore = shares.ForStore(store);
        return forStore.Write();
    }
}
