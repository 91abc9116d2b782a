using System.Buffers.Text;
using System.Text;
using Zkml.Credentials;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>The credential and the status token.</summary>
internal static class TamperedTokens
{
    public static IEnumerable<Tampering> All() =>
    [
        OfCredential("without signature", Reasons.AlgorithmRefused, c => Header("""{"alg":"none","typ":"dc+sd-jwt"}""") + c[c.IndexOf('.', StringComparison.Ordinal)..]),
        OfCredential("with a secret of two", Reasons.AlgorithmRefused, c => Header("""{"alg":"HS256","typ":"dc+sd-jwt","kid":"1"}""") + c[c.IndexOf('.', StringComparison.Ordinal)..]),
        Tampering.Of("a status token as credential", Reasons.TypeRefused, b => b with { Credential = b.StatusToken + "~" }),
        OfCredential("one letter of the payload", Reasons.SignatureInvalid, c => c.Replace(".eyJ", ".eyI", StringComparison.Ordinal)),
        OfCredential("a claim with another value", Reasons.DisclosureUnreferenced, c => Replace(c, ClaimNames.DeviceClass, "a better device")),
        OfCredential("a claim of the holder's own", Reasons.DisclosureUnreferenced, c => c + Disclosure("age_over_18", "true") + "~"),
        OfCredential("a disclosure twice", Reasons.DisclosureRepeated, c => c + c.Split('~')[1] + "~"),
        OfCredential("without the claims that the proof shows", Reasons.ClaimMissing, c => Presentation.Select(c, ClaimNames.Unlinking)),
        OfCredential("with key binding", Reasons.KeyBindingUnexpected, c => Presentation.Bind(c, House.Alice.Holder, "https://verifier.example", "1", House.Now)),
        Tampering.Of("signed by a stranger", Reasons.KeyUnknown, b => b with { Credential = Tampering.Issue(House.Alice, c => c, b.Statement, House.StrangerKey) }),
        OfCredential("of another issuer", Reasons.IssuerMismatch, c => c with { Issuer = "https://other.example" }),
        OfCredential("of another type", Reasons.CredentialTypeRefused, c => c with { CredentialType = House.Issuer + "/vct/age/1" }),
        OfCredential("from the future", Reasons.IssuedInFuture, c => c with { IssuedAt = House.Now.AddHours(1), NotBefore = House.Now.AddHours(1) }),
        OfCredential("not valid yet", Reasons.NotYetValid, c => c with { NotBefore = House.Now.AddHours(1) }),
        Tampering.Of("a month old", Reasons.Expired, b => b) with { Later = TimeSpan.FromDays(31) },
        Tampering.Of("with a status of last week", Reasons.StatusExpired, b => b) with { Later = TimeSpan.FromDays(8) },
        OfStatus("of the person who was revoked", Reasons.Revoked, status => status with { List = List(1) }),
        OfStatus("of another list", Reasons.StatusSubjectMismatch, status => status with { Uri = House.Issuer + "/statuslists/4" }),
        OfStatus("of a list too short", Reasons.StatusIndexOutOfRange, status => status with { List = new StatusList(1, 8) }),
        Tampering.Of("with a status that a stranger signed", Reasons.StatusKeyUnknown, b => b with { StatusToken = Status(List(0)).Sign(House.StrangerKey) }),
        Tampering.Of("with a status of a letter less", Reasons.StatusTokenMalformed, b => b with { StatusToken = b.StatusToken[..^1] }),
        Tampering.Of("with a status whose signature is another's", Reasons.StatusSignatureInvalid, b => b with { StatusToken = Spliced(b.StatusToken) }),
        Tampering.Of("with a root as status", Reasons.StatusTypeRefused, b => b with { StatusToken = Root() }),
    ];

    private static Tampering OfCredential(string name, string reason, Func<string, string> change) =>
        Tampering.Of(name, reason, bundle => bundle with { Credential = change(bundle.Credential) });

    private static Tampering OfCredential(string name, string reason, Func<PersonhoodCredential, PersonhoodCredential> change) => Tampering.Of(name, reason, bundle =>
        bundle with { Credential = CredentialIssuer.Issue(change(Tampering.Credential(House.Alice, c => c, bundle.Statement)), House.NewKey) });

    private static Tampering OfStatus(string name, string reason, Func<StatusListToken, StatusListToken> change) =>
        Tampering.Of(name, reason, bundle => bundle with { StatusToken = change(Status(List(0))).Sign(House.NewKey) });

    private static StatusListToken Status(StatusList list) => new()
    {
        Uri = House.StatusUri,
        IssuedAt = House.Now,
        Expires = House.Now.AddDays(7),
        TimeToLive = TimeSpan.FromHours(1),
        List = list,
    };

    private static StatusList List(int value) => new(1, 64) { [(int)House.Alice.Request.Status.Index] = value };

    private static string Spliced(string token)
    {
        string other = Status(List(1)).Sign(House.NewKey);
        return token[..token.LastIndexOf('.')] + other[other.LastIndexOf('.')..];
    }

    private static string Root() => SignedRoot.Sign(
        new RegistryRoot { Registry = House.Issuer, Epoch = 2, Root = House.Registry.Current.Root.ToHex(), Depth = 5, Count = 3, IssuedAt = House.Now },
        House.NewKey);

    private static string Header(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Disclosure(string name, string value) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"""["AAAAAAAAAAAAAAAAAAAAAA","{name}","{value}"]"""));

    private static string Replace(string credential, string name, string value) => string.Join('~', credential.Split('~').Select((part, i) =>
        i > 0 && part.Length > 0 && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)).Contains($"\"{name}\"", StringComparison.Ordinal)
            ? Disclosure(name, value)
            : part));
}
