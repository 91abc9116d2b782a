using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Zkml.Attestation.Tests.Support;

namespace Zkml.Attestation.Tests;

public sealed partial class TheVerifierPage(OneHost one) : IClassFixture<OneHost>
{
    [Fact]
    public async Task Allows_its_own_style_and_its_own_form_and_nothing_else()
    {
        HttpResponseMessage answer = await one.Host.Anyone.GetAsync("/");
        string page = await answer.Content.ReadAsStringAsync();

        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        string style = Style().Match(page).Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            policy);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", Style().Replace(page, ""), StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", style, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_its_fields_and_its_language()
    {
        string page = await one.Host.Anyone.GetStringAsync("/");
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"file\">", page, StringComparison.Ordinal);
        Assert.Contains("<label for=\"text\">", page, StringComparison.Ordinal);
        Assert.Single(Heading().Matches(page));
    }

    [Fact]
    public async Task Says_yes_to_a_bundle_from_a_file_and_to_a_pasted_credential_or_bundle()
    {
        string fromFile = await PageAsync((one.Bundle, "file"), ([], "text")), pasted = await PageAsync(([], "file"), (Encoding.ASCII.GetBytes($"  {one.Credential}\r\n"), "text"));
        string bundle = await PageAsync((Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(one.Bundle).Replace("\n", "\r\n", StringComparison.Ordinal)), "text"));

        Assert.All((string[])[fromFile, pasted, bundle], page => Assert.Contains("Yes. This proof of personhood is good.", page, StringComparison.Ordinal));
        Assert.Contains("The mathematical proof holds", fromFile, StringComparison.Ordinal);
        Assert.Contains("role=\"status\"", fromFile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_no_with_the_reason_and_shows_nothing_of_what_was_sent()
    {
        string page = await PageAsync((Encoding.UTF8.GetBytes("<script>alert(1)</script>~"), "text"));

        Assert.Contains("No. This proof of personhood does not count.", page, StringComparison.Ordinal);
        Assert.Contains("<code>malformed</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Asks_again_when_the_form_was_empty()
    {
        HttpResponseMessage answer = await PostAsync(([], "file"), ("   "u8.ToArray(), "text"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(params (byte[] Content, string Name)[] parts)
    {
        HttpResponseMessage answer = await PostAsync(parts);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<HttpResponseMessage> PostAsync(params (byte[] Content, string Name)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach ((byte[] content, string name) in parts)
        {
            form.Add(new ByteArrayContent(content), name);
        }

        return one.Host.Anyone.PostAsync("/v1/verify", form);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<h1>")]
    private static partial Regex Heading();
}
