using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Tests.Support;
using Zkml.Credentials;

namespace Zkml.Attestation.Tests;

public sealed class AskingForAttestations(OneHost one) : IClassFixture<OneHost>
{
    private readonly AttestationHost _host = one.Host;

    private string Path => $"/v1/attestations/{one.Alice.Id}";

    [Fact]
    public async Task The_holder_and_operators_may_and_nobody_else()
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.AskAsync(House.Alice.Holder, HttpMethod.Get, Path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.Operator.GetAsync(Path)).StatusCode);
        await Answers.IsProblemAsync(404, await _host.Anyone.GetAsync(Path));
        await Answers.IsProblemAsync(404, await _host.Device.GetAsync(Path));
        await Answers.IsProblemAsync(404, await _host.AskAsync(House.Bob.Holder, HttpMethod.Get, Path));
        await Answers.IsProblemAsync(404, await _host.AskAsync(House.Bob.Holder, HttpMethod.Get, $"{Path}/bundle"));
        await Answers.IsProblemAsync(404, await _host.AskAsync(House.Bob.Holder, HttpMethod.Post, $"{Path}/revoke", Reason("holder-request")));
    }

    [Fact]
    public async Task One_that_does_not_exist_looks_like_one_that_is_not_yours()
    {
        string there = await (await _host.AskAsync(House.Bob.Holder, HttpMethod.Get, Path)).Content.ReadAsStringAsync();
        string nowhere = await (await _host.AskAsync(House.Bob.Holder, HttpMethod.Get, $"/v1/attestations/{Guid.NewGuid()}")).Content.ReadAsStringAsync();

        Assert.Equal(WithoutTrace(there), WithoutTrace(nowhere));
        await Answers.IsProblemAsync(404, await _host.Operator.GetAsync($"/v1/attestations/{Guid.NewGuid()}"));
        await Answers.IsProblemAsync(404, await _host.Operator.GetAsync("/v1/attestations/not-a-guid"));
        await Answers.IsProblemAsync(404, await _host.Operator.GetAsync("/v1/attestations/..%2f..%2fetc%2fpasswd"));
    }

    [Theory]
    [InlineData("POST", "", 0)]
    [InlineData("GET", "/bundle", 0)]
    [InlineData("GET", "", 180)]
    [InlineData("GET", "", -180)]
    [InlineData("get", "", 0)]
    public async Task A_request_of_the_holder_is_good_for_one_method_one_address_and_a_minute(string method, string suffix, int secondsAgo)
    {
        DateTimeOffset signed = _host.Clock.GetUtcNow().AddSeconds(-secondsAgo);
        await Answers.IsProblemAsync(404, await SendAsync(HolderRequest.Sign(House.Alice.Holder, method, AttestationHost.Issuer + Path + suffix, signed)));
    }

    [Fact]
    public async Task A_request_for_another_host_or_in_no_form_is_none()
    {
        string good = HolderRequest.Sign(House.Alice.Holder, "GET", AttestationHost.Issuer + Path, _host.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(good)).StatusCode);
        string none = Encode("""{"alg":"none","typ":"zkml-holder-request+jwt"}"""), binding = Encode("""{"alg":"ES256","typ":"kb+jwt"}""");
        string[] parts = good.Split('.');
        string[] bad =
        [
            HolderRequest.Sign(House.Alice.Holder, "GET", "https://other.example" + Path, _host.Clock.GetUtcNow()),
            $"{none}.{parts[1]}.", $"{none}.{parts[1]}.{parts[2]}", $"{binding}.{parts[1]}.{parts[2]}", $"{parts[0]}.{parts[1]}.{parts[2][..^2]}AA", good + ".", good[..^1],
            "", "x", new string('A', 5000), one.Credential.Split('~')[0],
        ];
        foreach (string token in bad)
        {
            await Answers.IsProblemAsync(404, await SendAsync(token));
        }

        await Answers.IsProblemAsync(404, await SendAsync(good, good));
    }

    [Fact]
    public async Task Revoking_shows_in_the_status_list_at_once_and_keeps_its_first_reason()
    {
        await using AttestationHost host = await AttestationHost.StartAsync();
        IssuedAttestation issued = await host.AttestAsync(House.Alice);
        string path = $"/v1/attestations/{issued.Id}", list = $"/statuslists/{issued.StatusList}";
        byte[] bundle = await host.Operator.GetByteArrayAsync($"{path}/bundle");
        string before = await host.Anyone.GetStringAsync(list);

        await Answers.IsProblemAsync(400, await host.AskAsync(House.Alice.Holder, HttpMethod.Post, $"{path}/revoke", Reason("issuer-decision")));
        HttpResponseMessage revoked = await host.AskAsync(House.Alice.Holder, HttpMethod.Post, $"{path}/revoke", Reason("holder-key-compromise"));
        HttpResponseMessage again = await host.Operator.PostAsync($"{path}/revoke", Reason("issuer-decision"));

        JsonElement document = await revoked.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("revoked", document.GetProperty("status").GetString());
        Assert.Equal("holder-key-compromise", (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("revocation").GetString());
        Assert.NotEqual(before, await host.Anyone.GetStringAsync(list));
        Assert.Equal(2, (await host.AnnouncedAsync(issued.CaptureId)).Length);

        // The old bundle has a status token from before: offline it is good, this issuer knows better.
        Assert.True(new BundleVerifier(host.Clock, House.Statements.Verifiers).Verify(bundle, new BundlePolicy()).IsAccepted);
        Assert.Equal("revoked", await ReasonAsync(host, bundle));
        Assert.Equal("revoked", await ReasonAsync(host, await host.Operator.GetByteArrayAsync($"{path}/bundle")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"reason":null}""")]
    [InlineData("""{"reason":3}""")]
    [InlineData("""{"reason":"because"}""")]
    [InlineData("""{"reason":"issuer-decision","reason":"unspecified"}""")]
    [InlineData("""{"reason":"issuer-decision","until":"tomorrow"}""")]
    [InlineData("""{"Reason":"issuer-decision"}""")]
    public async Task A_revocation_without_a_known_reason_is_refused(string body) =>
        await Answers.IsProblemAsync(400, await _host.Operator.PostAsync($"{Path}/revoke", new StringContent(body, Encoding.UTF8, "application/json")));

    private static string WithoutTrace(string problem)
    {
        using var document = JsonDocument.Parse(problem);
        return string.Join(',', document.RootElement.EnumerateObject().Where(member => member.Name != "traceId").Select(member => $"{member.Name}={member.Value}"));
    }

    private static async Task<string?> ReasonAsync(AttestationHost host, byte[] bundle)
    {
        using var content = new ByteArrayContent(bundle) { Headers = { ContentType = new("application/json") } };
        HttpResponseMessage answer = await host.Anyone.PostAsync("/v1/verify", content);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reason").GetString();
    }

    private static string Encode(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static StringContent Reason(string reason) => new($$"""{"reason":"{{reason}}"}""", Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> SendAsync(params string[] tokens)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.TryAddWithoutValidation(HolderRequest.Header, tokens);
        return _host.Anyone.SendAsync(request);
    }
}
