using System.Security.Cryptography;

namespace Zkml.Credentials.Tests;

internal static class SampleBundles
{
    public static byte[] Proof { get; } = [.. "z"u8, .. new byte[1000]];

    public static PersonhoodCredential Credential { get; } = Samples.Credential with
    {
        Claims = Samples.Claims with { ProofSha256 = Convert.ToHexStringLower(SHA256.HashData(Proof)) },
    };

    public static Bundle Good { get; } = new()
    {
        Credential = CredentialIssuer.Issue(Credential, Samples.IssuerKey),
        Issuer = IssuerMetadata.WithKeys(Samples.Issuer, Samples.IssuerKeys),
        StatusToken = Samples.Status().Sign(Samples.IssuerKey),
        Statement = new StatementProof
        {
            StatementId = Samples.Claims.StatementId,
            ModelId = Samples.Claims.ModelId,
            RegistryRoot = Samples.Claims.RegistryRoot,
            RegistryEpoch = Samples.Claims.RegistryEpoch,
            PublicValues = "public"u8.ToArray(),
            Proof = Proof,
        },
    };

    public static BundleVerdict Verify(byte[] file, BundlePolicy? policy = null, params IReadOnlyList<IStatementVerifier> statements) =>
        new BundleVerifier(new FixedClock(Samples.Now), statements.Count == 0 ? [new SampleStatement()] : statements).Verify(file, policy ?? new BundlePolicy());

    public static BundleVerdict Verify(Bundle bundle, BundlePolicy? policy = null, params IReadOnlyList<IStatementVerifier> statements) =>
        Verify(BundleCodec.Write(bundle), policy, statements);
}
