using Zkml.Captures;
using Zkml.Cli.Captures;
using Zkml.Cli.Registry;
using Zkml.Credentials;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Statements;
using Zkml.Statements.Attestations;
using Zkml.Statements.Face;

namespace Zkml.Cli.Tests;

/// <summary>What an issuer makes of a face proof that the command line wrote.</summary>
internal static class FaceBundle
{
    private const string Issuer = "https://issuer.example";

    public static byte[] Of(string proof, string model, string registry, string holder, string nonce)
    {
        Assert.True(FaceProofFile.TryRead(File.ReadAllBytes(proof), out FaceProofFile? file));
        Assert.True(PixelModelFile.TryImport(File.ReadAllBytes(model), PixelScale.Symmetric, out PixelModel? pixels, out string problem), problem);
        using SoftwareSigner signer = SoftwareSigner.CreateIssuer();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        var keys = new SigningKeyRing([new ScheduledKey(signer, now.AddHours(-1), now.AddHours(-1), now.AddDays(1), now.AddDays(60))]);
        var policy = new AttestationPolicy { Issuer = Issuer, QualityFloor = 0, LongestWindow = TimeSpan.FromMinutes(30) };
        var attestor = new Attestor(
            policy, KnownStatements.OfDepth(file.Parameters.RegistryDepth, new FaceStatementVerifier(file.Parameters, pixels)), new RegistryFolder(registry).Open().History, keys,
            TimeProvider.System);
        (Statements.Attestations.Attestation? attestation, AttestationRefusal refusal) = attestor.Attest(
            new AttestationRequest
            {
                File = file,
                Nonce = new Bytes32(Convert.FromHexString(nonce)),
                HolderKey = ChallengeOptions.Holder(holder),
                DeviceClass = "simulated-camera",
                Status = new StatusReference(Issuer + "/statuslists/1", 5),
            },
            new StatusList(1, 64));
        Assert.Equal(AttestationRefusal.None, refusal);
        return BundleCodec.Write(attestation!.Bundle);
    }
}
