using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Zkml.Credentials.Tests;

public sealed class IssuedForm
{
    [Fact]
    public void The_header_and_the_open_claims_are_those_of_the_specification()
    {
        string[] parts = Samples.Issue().Split('~')[0].Split('.');
        JsonObject payload = Forge.Decode(parts[1]);

        Assert.Equal($$"""{"alg":"ES256","typ":"dc+sd-jwt","kid":"{{Samples.IssuerKey.PublicKey.KeyId}}"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        Assert.Equal(["iss", "iat", "nbf", "exp", "vct", "cnf", "status", "_sd_alg", "_sd"], payload.Select(member => member.Key));
        Assert.Equal(["kty", "crv", "x", "y"], payload["cnf"]!["jwk"]!.AsObject().Select(member => member.Key));
        Assert.Equal("""{"status_list":{"idx":41,"uri":"https://issuer.example/statuslists/7"}}""", payload["status"]!.ToJsonString());
    }

    [Fact]
    public void Digests_are_sorted_and_as_many_whether_or_not_the_optional_claim_is_there()
    {
        string without = CredentialIssuer.Issue(Samples.Credential with { Claims = Samples.Claims with { LogLeafIndex = null } }, Samples.IssuerKey);

        foreach (string credential in (string[])[Samples.Issue(), without])
        {
            string[] digests = [.. Forge.Decode(credential.Split('.')[1])["_sd"]!.AsArray().Select(digest => digest!.GetValue<string>())];
            Assert.Equal(12, digests.Length);
            Assert.Equal(digests.Order(StringComparer.Ordinal), digests);
        }
    }

    [Fact]
    public void Salts_have_128_bits_and_never_repeat()
    {
        string[] salts =
        [
            .. from _ in Enumerable.Range(0, 20)
               from encoded in Samples.Issue().Split('~')[1..^1]
               select JsonNode.Parse(Base64Url.DecodeFromChars(encoded))![0]!.GetValue<string>(),
        ];

        Assert.All(salts, salt => Assert.Equal(16, Base64Url.DecodeFromChars(salt).Length));
        Assert.Equal(salts.Length, salts.Distinct().Count());
    }

    [Fact]
    public void Nothing_that_is_kept_back_can_be_read_out_of_a_presentation()
    {
        string shown = Presentation.Select(Samples.Issue(), [ClaimNames.Modality]);

        string open = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(shown.Split('.')[1]));
        Assert.Single(shown.Split('~')[1..^1]);
        Assert.DoesNotContain(ClaimNames.TemplateCommitment, open, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.Claims.TemplateCommitment, open, StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_issued_and_verified_under_another_culture_is_the_same() => HostileCulture.Run(() =>
    {
        CredentialVerdict verdict = Samples.Verify(Samples.Bind(Samples.Issue()), Samples.BoundPolicy);

        Assert.Null(verdict.Reason);
        Assert.Equal("2026-11-22", verdict.Claims[ClaimNames.CaptureDate].GetString());
    });

    [Fact]
    public void What_has_not_its_form_is_never_signed()
    {
        Assert.Throws<ArgumentException>(() => Issue(Samples.Credential with { Issuer = "http://issuer.example" }));
        Assert.Throws<ArgumentException>(() => Issue(Samples.Credential with { Claims = Samples.Claims with { Modality = "voice" } }));
        Assert.Throws<ArgumentException>(() => Issue(Samples.Credential with { Claims = Samples.Claims with { ModelId = "00" } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Issue(Samples.Credential with { Expires = Samples.Now.AddYears(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Issue(Samples.Credential with { Status = new StatusReference(Samples.StatusUri, -1) }));
        Assert.Throws<ArgumentNullException>(() => CredentialIssuer.Issue(Samples.Credential, Samples.HolderKey));
    }

    private static string Issue(PersonhoodCredential credential) => CredentialIssuer.Issue(credential, Samples.IssuerKey);
}
