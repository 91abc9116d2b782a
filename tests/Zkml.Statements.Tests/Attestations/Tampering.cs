using System.Security.Cryptography;
using System.Text;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Fields;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>One way to change a bundle, and the reason to refuse it under <see cref="Pinned"/>.</summary>
internal sealed record Tampering(string Name, string Reason, Func<byte[]> Make)
{
    /// <summary>A verifier who knows issuer, keys and registry.</summary>
    public static readonly BundlePolicy Pinned = new()
    {
        TrustedIssuers = [House.Issuer],
        TrustedIssuerKeys = [House.OldKey.PublicKey.Thumbprint(), House.NewKey.PublicKey.Thumbprint()],
        TrustedRegistryRoots = House.Registry.History.All().ToDictionary(epoch => (long)epoch.Number, epoch => epoch.Root.ToHex()),
        MinimumRegistryEpoch = 1,
    };

    public static IReadOnlyList<Tampering> All { get; } = [.. TamperedFiles.All(), .. TamperedTokens.All(), .. TamperedStatements.All()];

    /// <summary>How much later than the attestation it is looked at.</summary>
    public TimeSpan Later { get; init; }

    public static Tampering Of(string name, string reason, Func<Bundle, Bundle> change) => new(name, reason, () => BundleCodec.Write(change(House.Alice.Bundle)));

    public static Tampering OfText(string name, string reason, Func<string, string> change) =>
        new(name, reason, () => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(BundleCodec.Write(House.Alice.Bundle)))));

    public static Tampering OfStatement(string name, string reason, Func<StatementProof, StatementProof> change) =>
        Of(name, reason, bundle => bundle with { Statement = change(bundle.Statement) });

    /// <summary>The issuer itself signs what the changed statement says: only the proof can speak against it.</summary>
    public static Tampering OfIssuer(
        string name, string reason, Func<StatementProof, StatementProof>? statement = null, Func<PersonhoodClaims, PersonhoodClaims>? claims = null) =>
        Of(name, reason, bundle =>
        {
            StatementProof changed = statement is null ? bundle.Statement : statement(bundle.Statement);
            return bundle with { Statement = changed, Credential = Issue(House.Alice, c => claims is null ? c : claims(c), changed) };
        });

    public static string Issue(Person person, Func<PersonhoodClaims, PersonhoodClaims> change, StatementProof statement, ITokenSigner? signer = null) =>
        CredentialIssuer.Issue(Credential(person, change, statement), signer ?? House.NewKey);

    public static PersonhoodCredential Credential(Person person, Func<PersonhoodClaims, PersonhoodClaims> change, StatementProof statement) => new()
    {
        Issuer = House.Issuer,
        CredentialType = House.Issuer + House.Policy.CredentialTypePath,
        IssuedAt = House.Now,
        NotBefore = House.Now,
        Expires = House.Now.AddDays(30),
        HolderKey = person.Holder.PublicKey,
        Status = person.Request.Status,
        Claims = change(new PersonhoodClaims
        {
            Modality = "iris",
            StatementId = statement.StatementId,
            ModelId = statement.ModelId,
            RegistryRoot = statement.RegistryRoot,
            RegistryEpoch = statement.RegistryEpoch,
            TemplateCommitment = Hex(person.File.Publics.Template),
            ProofSha256 = Convert.ToHexStringLower(SHA256.HashData(statement.Proof.Span)),
            DeviceClass = House.DeviceClass,
            CaptureDate = new DateOnly(2026, 11, 23),
        }),
    };

    private static string Hex(KoalaBear[] digest) => RowHash.WriteDigest(digest).ToHex();
}
