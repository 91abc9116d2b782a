using System.Text;
using Zkml.Credentials;

namespace Zkml.Statements.Tests.Attestations;

/// <summary>The file as such, and who signed it.</summary>
internal static class TamperedFiles
{
    public static IEnumerable<Tampering> All() =>
    [
        new("half of the file", Reasons.Malformed, () => Good()[..(Good().Length / 2)]),
        new("nothing", Reasons.Malformed, () => []),
        new("without the last line feed", Reasons.NotCanonical, () => Good()[..^1]),
        new("with a line feed more", Reasons.NotCanonical, () => [.. Good(), (byte)'\n']),
        new("with a second object behind", Reasons.Malformed, () => [.. Good(), .. Good()]),
        new("with a byte order mark", Reasons.Malformed, () => [0xef, 0xbb, 0xbf, .. Good()]),
        new("too long", Reasons.TooLarge, () => [.. Good(), .. new byte[BundleCodec.MaximumLength]]),
        Tampering.OfText("a member twice", Reasons.DuplicateMember, text => text.Replace("{\n  \"format\"", "{\n  \"format\": \"zkml-bundle/1\",\n  \"format\"", StringComparison.Ordinal)),
        Tampering.OfText("a member that nobody knows", Reasons.NotCanonical, text => text.Replace("{\n  \"format\"", "{\n  \"comment\": 1,\n  \"format\"", StringComparison.Ordinal)),
        Tampering.OfText("another format", Reasons.Malformed, text => text.Replace("zkml-bundle/1", "zkml-bundle/2", StringComparison.Ordinal)),
        Tampering.OfText("the epoch with a fraction", Reasons.Malformed, text => text.Replace("\"registry_epoch\": 2", "\"registry_epoch\": 2.0", StringComparison.Ordinal)),
        Tampering.OfText("the epoch negative", Reasons.Malformed, text => text.Replace("\"registry_epoch\": 2", "\"registry_epoch\": -2", StringComparison.Ordinal)),
        Tampering.OfText("windows line ends", Reasons.NotCanonical, text => text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        Tampering.Of("an issuer nobody trusts", Reasons.IssuerUntrusted, b => b with { Issuer = IssuerMetadata.WithKeys("https://evil.example", b.Issuer.Keys!) }),
        Tampering.Of("keys of a stranger", Reasons.IssuerKeyUntrusted, b => b with { Issuer = IssuerMetadata.WithKeys(House.Issuer, Keys(House.StrangerKey)) }),
        Tampering.Of("one key of a stranger among the issuer's", Reasons.IssuerKeyUntrusted, b => b with
        {
            Issuer = IssuerMetadata.WithKeys(House.Issuer, Keys(House.NewKey, House.StrangerKey)),
        }),
        Tampering.Of("without the key that signed", Reasons.KeyUnknown, b => b with { Issuer = IssuerMetadata.WithKeys(House.Issuer, Keys(House.OldKey)) }),
        Tampering.Of("the old key under the new one's name", Reasons.SignatureInvalid, b => b with { Issuer = Renamed(b.Issuer) }),
    ];

    private static byte[] Good() => BundleCodec.Write(House.Alice.Bundle);

    private static JsonWebKeySet Keys(params SoftwareSigner[] signers) => new(signers.Select(signer => signer.PublicKey));

    private static IssuerMetadata Renamed(IssuerMetadata issuer)
    {
        string text = Encoding.UTF8.GetString(IssuerMetadata.WithKeys(issuer.Issuer, Keys(House.OldKey)).Write())
            .Replace(House.OldKey.PublicKey.KeyId!, House.NewKey.PublicKey.KeyId!, StringComparison.Ordinal);
        return IssuerMetadata.TryRead(Encoding.UTF8.GetBytes(text), out IssuerMetadata? renamed) ? renamed : throw new InvalidOperationException(text);
    }
}
