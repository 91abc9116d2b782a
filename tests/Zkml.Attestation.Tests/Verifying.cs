using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Zkml.Attestation.Tests.Support;
using Zkml.Attestation.Verifying;
using Zkml.Credentials;

namespace Zkml.Attestation.Tests;

public sealed class Verifying(OneHost one) : IClassFixture<OneHost>
{
    [Fact]
    public async Task A_bundle_is_answered_with_every_check_in_words()
    {
        JsonElement verdict = await VerifyAsync(one.Bundle, "application/json");

        Assert.True(verdict.GetProperty("accepted").GetBoolean(), verdict.GetRawText());
        Assert.Equal("bundle", verdict.GetProperty("kind").GetString());
        JsonElement[] checks = [.. verdict.GetProperty("checks").EnumerateArray()];
        Assert.Equal(17, checks.Length);
        Assert.Equal("status_now", checks[^1].GetProperty("name").GetString());
        Assert.All(checks, check => Assert.Equal(check.GetProperty("name").GetString() == "key_binding" ? "not_asked" : "passed", check.GetProperty("result").GetString()));
        Assert.All(checks, check => Assert.NotEqual("", check.GetProperty("text").GetString()));
        Assert.True(verdict.GetProperty("onTrust").GetArrayLength() > 2);
    }

    [Fact]
    public async Task A_credential_is_checked_with_the_status_of_now()
    {
        JsonElement verdict = await VerifyAsync(Encoding.ASCII.GetBytes(one.Credential), "application/dc+sd-jwt");

        Assert.True(verdict.GetProperty("accepted").GetBoolean(), verdict.GetRawText());
        Assert.Equal("credential", verdict.GetProperty("kind").GetString());
        string some = Presentation.Select(one.Credential, ClaimNames.Unlinking);
        Assert.True((await VerifyAsync(Encoding.ASCII.GetBytes(some), "application/dc+sd-jwt")).GetProperty("accepted").GetBoolean());
        string bound = Presentation.Bind(some, House.Alice.Holder, "https://verifier.example", "nonce", one.Host.Clock.GetUtcNow());
        Assert.Equal("key_binding_unexpected", (await VerifyAsync(Encoding.ASCII.GetBytes(bound), "application/dc+sd-jwt")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Whatever_is_sent_as_a_bundle_is_answered_with_its_reason()
    {
        string good = Encoding.UTF8.GetString(one.Bundle);
        (byte[] Body, string Reason)[] hostile =
        [
            ("{"u8.ToArray(), "malformed"), ("null"u8.ToArray(), "malformed"), ("[]"u8.ToArray(), "malformed"), ("\"\""u8.ToArray(), "malformed"),
            ([0], "malformed"), ([0xff, 0xfe, 0x00], "malformed"), ([0xef, 0xbb, 0xbf, .. one.Bundle], "malformed"), ([.. one.Bundle, 0], "malformed"),
            (Encoding.ASCII.GetBytes(new string('[', 100_000)), "malformed"), (Encoding.ASCII.GetBytes(new string('[', 50) + new string(']', 50)), "too_deep"),
            ([.. "{\"format\":\"zkml-bundle/1\","u8, .. one.Bundle[1..]], "duplicate_member"),
            ([.. one.Bundle, (byte)' '], "not_canonical"), (Changed("\n", "\r\n"), "not_canonical"),
            (Changed("zkml-bundle/1", "zkml-bundle/2"), "malformed"), (Changed("\"proof\": \"", "\"proof\": \"####"), "malformed"),
            (Changed(AttestationHost.Issuer, "https://issuer.evil"), "issuer_untrusted"),
            (Changed("\"registry_epoch\": 1", "\"registry_epoch\": 0"), "registry_root_untrusted"), (Changed("\"registry_epoch\": 1", "\"registry_epoch\": 1e0"), "malformed"),
            (Changed("\"registry_epoch\": 1", "\"registry_epoch\": -1"), "malformed"),
            (ChangedIn("\"proof\": \"", 200), "proof_digest_mismatch"), (ChangedIn("\"public_values\": \"", 200), "proof_refused"),
            (ChangedIn("\"id\": \"", 3), "statement_unknown"), (ChangedIn("\"model_id\": \"", 3), "proven_value_mismatch"),
            (ChangedIn("\"kid\": \"", 3), "key_unknown"), (ChangedIn("\"x\": \"", 3), "malformed"),
            (Changed("\"crv\": \"P-256\"", "\"crv\": \"P-384\""), "malformed"), (Changed("\"kty\": \"EC\"", "\"kty\": \"oct\""), "malformed"),
        ];
        foreach ((byte[] body, string reason) in hostile)
        {
            JsonElement verdict = await VerifyAsync(body, "application/json");
            Assert.False(verdict.GetProperty("accepted").GetBoolean());
            Assert.True(reason == verdict.GetProperty("reason").GetString(), $"{reason}: {verdict.GetRawText()}");
        }

        byte[] Changed(string from, string to) => Encoding.UTF8.GetBytes(good.Replace(from, to, StringComparison.Ordinal));

        byte[] ChangedIn(string member, int place)
        {
            byte[] changed = [.. one.Bundle];
            int at = good.IndexOf(member, StringComparison.Ordinal) + member.Length + place;
            changed[at] = changed[at] == (byte)'1' ? (byte)'2' : (byte)'1';
            return changed;
        }
    }

    [Fact]
    public async Task Whatever_is_sent_as_a_credential_is_answered_with_its_reason()
    {
        string[] parts = one.Credential.Split('~');
        string[] token = parts[0].Split('.');
        string tail = "~" + string.Join('~', parts[1..]);
        (string Body, string Reason)[] hostile =
        [
            ("x", "malformed"), ("~", "malformed"), ("..~", "malformed"), (new string('A', 70_000), "too_large"), (new string('~', 500), "too_large"),
            (Header("""{"alg":"none","typ":"dc+sd-jwt"}"""), "algorithm_refused"), (Header("""{"alg":"HS256","typ":"dc+sd-jwt"}"""), "algorithm_refused"),
            (Header("""{"alg":"ES256","typ":"JWT","kid":"x"}"""), "type_refused"), (Header("""{"alg":"ES256","typ":"dc+sd-jwt"}"""), "key_id_missing"),
            (Header("""{"alg":"ES256","typ":"dc+sd-jwt","kid":"../../etc/passwd"}"""), "key_unknown"),
            (Header("""{"alg":"ES256","typ":"dc+sd-jwt","kid":"x","jku":"https://evil.example"}"""), "header_member_refused"),
            (Header("""{"alg":"ES256","alg":"none","typ":"dc+sd-jwt","kid":"x"}"""), "duplicate_member"),
            (one.Credential.Replace(token[2], token[2][..^3] + "AAA", StringComparison.Ordinal), "signature_invalid"),
            (one.Credential + parts[1] + "~", "disclosure_repeated"),
            (one.Credential + Encode("""["AAAAAAAAAAAAAAAAAAAAAA","modality","face"]""") + "~", "disclosure_unreferenced"),
        ];
        foreach ((string body, string reason) in hostile)
        {
            JsonElement verdict = await VerifyAsync(Encoding.UTF8.GetBytes(body), "application/dc+sd-jwt");
            Assert.True(reason == verdict.GetProperty("reason").GetString(), $"{reason}: {verdict.GetRawText()}");
        }

        string Header(string json) => $"{Encode(json)}.{token[1]}.{token[2]}{tail}";

        static string Encode(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    [Fact]
    public async Task Requests_that_are_none_get_a_problem_document()
    {
        await Answers.IsProblemAsync(415, await PostAsync(one.Bundle, "text/html"));
        await Answers.IsProblemAsync(415, await PostAsync(one.Bundle, "application/xml"));
        await Answers.IsProblemAsync(415, await one.Host.Anyone.PostAsync("/v1/verify", null));
        await Answers.IsProblemAsync(400, await PostAsync([], "application/json"));
        await Answers.IsProblemAsync(405, await one.Host.Anyone.GetAsync("/v1/verify"));
        await Answers.IsProblemAsync(400, await PostAsync("no form"u8.ToArray(), "multipart/form-data"));
        await Answers.IsProblemAsync(400, await PostAsync("no form"u8.ToArray(), "multipart/form-data; boundary=x"));
        await Answers.IsProblemAsync(400, await PostAsync("--x\r\n\r\nno name\r\n--x--"u8.ToArray(), "multipart/form-data; boundary=x"));
        await Answers.IsProblemAsync(400, await PostAsync([], $"multipart/form-data; boundary={new string('x', 500)}"));
        using var zipped = new ByteArrayContent(one.Bundle) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
        await Answers.IsProblemAsync(415, await one.Host.Anyone.PostAsync("/v1/verify", zipped));
        await Answers.IsProblemAsync(400, await RawRequest.SendAsync(
            one.Host.Anyone, "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n{}\r\n0\r\n\r\n", "/v1/verify"));
        using var large = new ByteArrayContent(new byte[BundleCodec.MaximumLength + (1 << 20)]) { Headers = { ContentType = new("application/json") } };
        using var announced = new HttpRequestMessage(HttpMethod.Post, "/v1/verify") { Content = large, Headers = { ExpectContinue = true } };
        await Answers.IsProblemAsync(413, await one.Host.Anyone.SendAsync(announced));
    }

    [Fact]
    public void Every_check_and_the_most_frequent_reasons_have_words()
    {
        BundleVerdict bundle = new BundleVerifier(TimeProvider.System, []).Verify("{}"u8.ToArray(), new BundlePolicy());
        Assert.Equal([.. bundle.Checks.Select(check => check.Name).Append(Verification.StatusNow).Order()], CheckWords.Names.Order());
        Assert.Contains("revoked", CheckWords.For(new NamedCheck("status", CheckResult.Failed, Reasons.Revoked), modality: null), StringComparison.Ordinal);
    }

    private async Task<JsonElement> VerifyAsync(byte[] body, string type)
    {
        HttpResponseMessage answer = await PostAsync(body, type);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} for {body.Length} bytes {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(80, body.Length)))}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> PostAsync(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return one.Host.Anyone.PostAsync("/v1/verify", content);
    }
}
