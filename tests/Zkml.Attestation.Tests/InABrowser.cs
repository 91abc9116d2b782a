using System.Text.Json;
using Zkml.Attestation.Tests.Support;

namespace Zkml.Attestation.Tests;

public sealed class InABrowser(OneHost one) : IClassFixture<OneHost>
{
    [Fact]
    public async Task A_person_drops_a_bundle_or_pastes_a_credential_and_reads_whether_it_is_good()
    {
        using TemporaryFolder folder = new();
        string bundle = folder.File("bundle.json"), credential = folder.File("credential.txt"), tampered = folder.File("tampered.json");
        await File.WriteAllBytesAsync(bundle, one.Bundle, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(credential, one.Credential, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(tampered, Changed(one.Credential), TestContext.Current.CancellationToken);
        Uri address = one.Host.Anyone.BaseAddress!;

        IReadOnlyList<JsonElement> seen = await Browser.VisitAsync("verifier.mjs", "", address.ToString(), bundle, credential, tampered);

        Browser.CheckEveryLook(seen, address.GetLeftPart(UriPartial.Authority), "first", "dropped", "pasted", "refused", "hostile");
        Assert.All(seen, look =>
        {
            Assert.Equal(["Drop a bundle here, or choose a file", "Or paste a credential", "Check"], Browser.Stops(look));
            Assert.Contains("Yes. This proof of personhood is good.", Browser.Text(look, "dropped"), StringComparison.Ordinal);
            Assert.Contains("The mathematical proof holds", Browser.Text(look, "dropped"), StringComparison.Ordinal);
            Assert.Contains("Yes. This proof of personhood is good.", Browser.Text(look, "pasted"), StringComparison.Ordinal);
            Assert.Contains("No. This proof of personhood does not count.", Browser.Text(look, "refused"), StringComparison.Ordinal);
            Assert.Equal("It is not good – Zkml", look.GetProperty("hostile").GetProperty("title").GetString());
        });
    }

    /// <summary>Another letter in the middle of the issuer's signature.</summary>
    private static string Changed(string credential)
    {
        int at = credential.IndexOf('~', StringComparison.Ordinal) - 40;
        return credential[..at] + (credential[at] == 'A' ? 'B' : 'A') + credential[(at + 1)..];
    }
}
