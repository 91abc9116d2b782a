using System.Buffers.Text;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Statements.Attestations;
using Zkml.Statements.Face;
using Zkml.Statements.Personhood;
using Zkml.Statements.Tests.Face;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>A face's proof becomes a credential and a bundle as an iris's does; who checks it brings the model.</summary>
public sealed class AFaceAttestation
{
    private const int Quality = 70;

    private static readonly PixelModel Model = FaceCase.Model;

    private static readonly FaceParameters Parameters = FaceParameters.Of(Model, House.Parameters.RegistryDepth);

    private static readonly KnownStatements Statements = new([House.Parameters], new FaceStatementVerifier(Parameters, Model));

    private static readonly Lazy<AttestationRequest> Shared = new(Capture);

    private static AttestationRequest Request => Shared.Value;

    [Fact]
    public void Is_a_bundle_that_a_third_party_with_the_model_accepts()
    {
        Bundle bundle = Attest(Request).Attestation!.Bundle;
        byte[] file = BundleCodec.Write(bundle);

        BundleVerdict verdict = Verify(file, Statements);

        Assert.Null(verdict.Reason);
        Assert.Equal(Model.Id, bundle.Statement.ModelId);
        Assert.Contains(verdict.OnTrust, line => line.Contains("70 of 100", StringComparison.Ordinal));
        Assert.Equal(Reasons.StatementUnknown, Verify(file, new KnownStatements([House.Parameters])).Reason);
    }

    [Fact]
    public void Names_its_modality_and_model()
    {
        Attestation attestation = Attest(Request).Attestation!;
        CredentialVerdict verdict = new CredentialVerifier(new FixedClock(House.Now)).Verify(attestation.Credential, new VerificationPolicy
        {
            Issuer = House.Issuer,
            IssuerKeys = House.Keys.PublishedAt(House.Now)!,
            CredentialType = House.Issuer + House.Policy.CredentialTypePath,
            StatusToken = attestation.Bundle.StatusToken,
        });

        Assert.Null(verdict.Reason);
        Assert.Equal(("face", Model.Id), (verdict.Claims[ClaimNames.Modality].GetString(), verdict.Claims[ClaimNames.ModelId].GetString()));
    }

    [Fact]
    public void Is_refused_wherever_the_proof_or_its_values_differ()
    {
        Bundle bundle = Attest(Request).Attestation!.Bundle;
        byte[] proof = bundle.Statement.Proof.ToArray(), values = bundle.Statement.PublicValues.ToArray();
        foreach (int place in (int[])[0, proof.Length / 3, proof.Length - 1])
        {
            byte[] changed = [.. proof];
            changed[place] ^= 1;
            AssertRefused(bundle with { Statement = bundle.Statement with { Proof = changed } });
        }

        for (int place = 0; place < values.Length; place += 13)
        {
            byte[] changed = [.. values];
            changed[place] ^= 1;
            AssertRefused(bundle with { Statement = bundle.Statement with { PublicValues = changed } });
        }

        AssertRefused(bundle with { Statement = bundle.Statement with { ModelId = House.Parameters.ModelId } });
        AssertRefused(bundle with { Statement = bundle.Statement with { StatementId = Statements.Verifiers[0].StatementId } });
        AssertRefused(bundle with { Statement = House.Alice.Bundle.Statement });
    }

    [Fact]
    public void Is_refused_by_the_issuer_below_its_floor_for_another_model_and_for_values_of_an_iris()
    {
        var file = (FaceProofFile)Request.File;
        byte[] changed = [.. file.Proof];
        changed[^1] ^= 1;

        Assert.Equal(AttestationRefusal.None, Attest(Request).Refusal);
        Assert.Equal(AttestationRefusal.Quality, Attest(Request, House.Policy with { FaceQualityFloor = Quality + 1 }).Refusal);
        Assert.Equal(AttestationRefusal.UnknownStatement, Attest(Request with { File = file with { Parameters = Parameters with { ModelId = new string('0', 64) } } }).Refusal);
        Assert.Equal(AttestationRefusal.UnknownStatement, Attest(Request with { File = file with { Parameters = Parameters with { Scale = PixelScale.ImageNet } } }).Refusal);
        Assert.Equal(AttestationRefusal.Nonce, Attest(Request with { Nonce = IrisCase.Random() }).Refusal);
        Assert.Equal(AttestationRefusal.Proof, Attest(Request with { File = file with { Proof = changed } }).Refusal);
        Assert.NotNull(Statements.Faces[0].CheckAny(House.Alice.File.Publics, file.Proof));
    }

    private static (Attestation? Attestation, AttestationRefusal Refusal) Attest(AttestationRequest request, AttestationPolicy? policy = null) =>
        new Attestor(policy ?? House.Policy with { FaceQualityFloor = Quality }, Statements, House.Registry.History, House.Keys, new FixedClock(House.Now))
            .Attest(request, new StatusList(1, 64));

    private static BundleVerdict Verify(byte[] file, KnownStatements statements) =>
        new BundleVerifier(new FixedClock(House.Now), statements.All).Verify(file, new BundlePolicy { TrustedIssuers = [House.Issuer] });

    private static void AssertRefused(Bundle bundle) => Assert.False(Verify(BundleCodec.Write(bundle), Statements).IsAccepted);

    private static AttestationRequest Capture()
    {
        SoftwareSigner holder = SoftwareSigner.CreateHolder();
        var challenge = new Challenge(IrisCase.Random(), new Bytes32(Base64Url.DecodeFromChars(holder.PublicKey.Thumbprint())));
        ImageShape shape = FaceStatement.ShapeOf(FaceParameters.Of(Model), Model);
        byte[] pixels = IrisCase.Noise(shape.PixelsLength, 5);
        var seen = new Sighting
        {
            Shape = shape,
            Pixels = pixels,
            Mask = default,
            Quality = Quality,
            AttackVerdict = AttackVerdict.BonaFide,
            AttackLevel = AttackLevel.Two,
        };
        SignedCapture capture = House.Device.Sign(seen, challenge, Parameters.Digest);
        Assert.True(CapturePackage.TryRead(CapturePackage.Of(capture, pixels, []).Write(), out CapturePackage? package));
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        using FaceSecrets secrets = FaceSecrets.Of(package, House.DeviceKey.PublicKey, House.Registry.Membership(House.DeviceKey.PublicKey)!, blinding);
        var publics = new FacePublics(
            House.Registry.Root, House.Registry.Current.Number, challenge.Nonce, challenge.HolderThumbprint, House.Now.AddMinutes(-5).ToUnixTimeMilliseconds(),
            House.Now.ToUnixTimeMilliseconds(), House.Policy.MinimumFirmware, Quality, FaceTemplateCommitment.For(Model).Commit(FaceProver.Template(Model, pixels), blinding));
        using var prover = new FaceProver(Statements.Faces[0].Statement, threads: 2);
        (byte[]? proof, PersonhoodFault fault) = prover.Prove(publics, secrets);
        Assert.Equal(PersonhoodFault.None, fault);
        Assert.True(FaceProofFile.TryRead(new FaceProofFile(Parameters, publics, proof!).Write(), out FaceProofFile? file));
        return new AttestationRequest
        {
            File = file,
            Nonce = challenge.Nonce,
            HolderKey = holder.PublicKey,
            DeviceClass = House.DeviceClass,
            Status = new StatusReference(House.StatusUri, 21),
        };
    }
}
