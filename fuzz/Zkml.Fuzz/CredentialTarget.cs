using System.Security.Cryptography;
using System.Text;
using Zkml.Credentials;

namespace Zkml.Fuzz;

/// <summary>The verifier of credentials on a presentation, and the same bytes as status token, issuer metadata, key set and bundle file.</summary>
public sealed class CredentialTarget : IFuzzTarget
{
    private const string Issuer = "https://issuer.example";
    private const string StatusUri = Issuer + "/statuslists/1";

    private static readonly string Digits = new('0', 64);

    private readonly string _presentation;
    private readonly VerificationPolicy _policy;
    private readonly CredentialVerifier _verifier = new(TimeProvider.System);
    private readonly Bundle _bundle;

    public CredentialTarget()
    {
        using SoftwareSigner issuer = SoftwareSigner.CreateIssuer(), holder = SoftwareSigner.CreateHolder();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string credential = CredentialIssuer.Issue(Credential(holder.PublicKey, now), issuer);
        _presentation = Presentation.Bind(credential, holder, "fuzz", "1", now);
        _policy = new VerificationPolicy
        {
            Issuer = Issuer,
            IssuerKeys = new JsonWebKeySet([issuer.PublicKey]),
            CredentialType = Issuer + "/vct/proof-of-personhood/1",
            StatusToken = Status(now).Sign(issuer),
            KeyBinding = new KeyBindingExpectation("fuzz", "1") { MaximumAge = TimeSpan.FromDays(30) },
        };
        _bundle = new Bundle
        {
            Credential = credential,
            Issuer = IssuerMetadata.WithKeys(Issuer, _policy.IssuerKeys),
            StatusToken = _policy.StatusToken,
            Statement = new StatementProof
            {
                StatementId = Digits, ModelId = Digits, RegistryRoot = Digits, RegistryEpoch = 1, PublicValues = new byte[9], Proof = new byte[99],
            },
        };
    }

    public string Name => "credential";

    public IReadOnlyList<byte[]> Seeds =>
        [Encoding.UTF8.GetBytes(_presentation), Encoding.UTF8.GetBytes(_policy.StatusToken!), _bundle.Issuer.Write(), _policy.IssuerKeys.Write(), BundleCodec.Write(_bundle)];

    /// <summary>Accepting another presentation than the seed would be a finding too, and so would a bundle with two forms.</summary>
    public void Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        string text = Encoding.UTF8.GetString(input);
        if (_verifier.Verify(text, _policy).IsAccepted && text != _presentation)
        {
            throw new InvalidOperationException("A changed presentation was accepted.");
        }

        _ = _verifier.Verify(_presentation, _policy with { StatusToken = text });
        _ = IssuerMetadata.TryRead(bytes, out _);
        _ = JsonWebKeySet.TryRead(bytes, out _);
        if (BundleCodec.Read(bytes, out Bundle? bundle) is null && !BundleCodec.Write(bundle!).AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("A bundle has a second form.");
        }
    }

    private static PersonhoodCredential Credential(EcPublicJwk holder, DateTimeOffset now) => new()
    {
        Issuer = Issuer,
        CredentialType = Issuer + "/vct/proof-of-personhood/1",
        IssuedAt = now,
        NotBefore = now,
        Expires = now.AddDays(30),
        HolderKey = holder,
        Status = new StatusReference(StatusUri, 5),
        Claims = new PersonhoodClaims
        {
            Modality = "iris",
            StatementId = Digits,
            ModelId = Digits,
            RegistryRoot = Digits,
            RegistryEpoch = 1,
            TemplateCommitment = Digits,
            ProofSha256 = Convert.ToHexStringLower(SHA256.HashData(new byte[99])),
            DeviceClass = "fuzz",
            CaptureDate = new DateOnly(2026, 1, 1),
        },
    };

    private static StatusListToken Status(DateTimeOffset now) => new()
    {
        Uri = StatusUri,
        IssuedAt = now,
        Expires = now.AddDays(30),
        TimeToLive = TimeSpan.FromDays(30),
        List = new StatusList(1, 64),
    };
}
