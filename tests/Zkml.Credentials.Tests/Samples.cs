namespace Zkml.Credentials.Tests;

/// <summary>One issuer with two keys, one holder, one status list; the same in every test of a run.</summary>
internal static class Samples
{
    public const string Issuer = "https://issuer.example";
    public const string CredentialType = Issuer + "/vct/proof-of-personhood/1";
    public const string StatusUri = Issuer + "/statuslists/7";
    public const string Audience = "https://verifier.example";
    public const string Nonce = "n-0S6_WzA2Mj";
    public const int Index = 41;

    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static SoftwareSigner IssuerKey { get; } = SoftwareSigner.CreateIssuer();

    public static SoftwareSigner OlderIssuerKey { get; } = SoftwareSigner.CreateIssuer();

    public static SoftwareSigner StrangerKey { get; } = SoftwareSigner.CreateIssuer();

    public static SoftwareSigner HolderKey { get; } = SoftwareSigner.CreateHolder();

    public static JsonWebKeySet IssuerKeys { get; } = new([OlderIssuerKey.PublicKey, IssuerKey.PublicKey]);

    public static PersonhoodClaims Claims { get; } = new()
    {
        Modality = "iris",
        StatementId = Digits('1'),
        ModelId = Digits('2'),
        RegistryRoot = Digits('3'),
        RegistryEpoch = 12,
        TemplateCommitment = Digits('4'),
        ProofSha256 = Digits('5'),
        DeviceClass = "zkml-simulator",
        CaptureDate = new DateOnly(2026, 11, 22),
        LogLeafIndex = 99,
    };

    public static PersonhoodCredential Credential { get; } = new()
    {
        Issuer = Issuer,
        CredentialType = CredentialType,
        IssuedAt = Now.AddHours(-1),
        NotBefore = Now.AddHours(-1),
        Expires = Now.AddDays(30),
        HolderKey = HolderKey.PublicKey,
        Status = new StatusReference(StatusUri, Index),
        Claims = Claims,
    };

    public static VerificationPolicy Policy { get; } = new()
    {
        Issuer = Issuer,
        IssuerKeys = IssuerKeys,
        CredentialType = CredentialType,
        StatusToken = Status().Sign(IssuerKey),
    };

    public static VerificationPolicy BoundPolicy { get; } = Policy with { KeyBinding = new KeyBindingExpectation(Audience, Nonce) };

    public static string Digits(char digit) => new(digit, 64);

    public static StatusListToken Status(int bits = 1, int value = 0)
    {
        var list = new StatusList(bits, 1024);
        list[Index] = value;
        return new StatusListToken
        {
            Uri = StatusUri,
            IssuedAt = Now.AddMinutes(-10),
            Expires = Now.AddDays(1),
            TimeToLive = TimeSpan.FromHours(1),
            List = list,
        };
    }

    public static string HolderKeyJson() => Forge.Decode(Issue().Split('.')[1])["cnf"]!["jwk"]!.ToJsonString();

    public static string Issue() => CredentialIssuer.Issue(Credential, IssuerKey);

    public static string Bind(string credential) => Presentation.Bind(credential, HolderKey, Audience, Nonce, Now);

    public static CredentialVerdict Verify(string presentation, VerificationPolicy policy) => new CredentialVerifier(new FixedClock(Now)).Verify(presentation, policy);
}
