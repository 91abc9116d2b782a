using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Zkml.Hosting.Tests.Security;

public sealed class HostileRequests
{
    private static readonly Dictionary<string, string?> Demo = new() { ["Zkml:Profile"] = "Demo", ["Limits:LargestBody"] = "4096" };

    [Fact]
    public async Task A_fault_is_a_problem_document_without_its_text()
    {
        await using WebHost host = await WebHost.StartAsync(Demo);

        await WebHost.AssertProblemAsync(500, await host.GetAsync("/fault"));
        Assert.Contains("InvalidOperationException", host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", host.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{}", 400)]
    [InlineData("{\"text\":null}", 400)]
    [InlineData("{\"text\":1}", 400)]
    [InlineData("{\"Text\":\"x\"}", 400)]
    [InlineData("{\"text\":\"x\",\"text\":\"y\"}", 400)]
    [InlineData("{\"text\":\"x\",\"more\":1}", 400)]
    [InlineData("{\"text\":\"x\"}", 200)]
    public async Task A_body_that_does_not_fit_is_a_problem_document(string body, int status)
    {
        await using WebHost host = await WebHost.StartAsync(Demo);
        HttpResponseMessage response = await host.Client.PostAsync("/echo", new StringContent(body, Encoding.UTF8, "application/json"));

        if (status == 200)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        else
        {
            await WebHost.AssertProblemAsync(status, response);
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json; charset=\"UTF-8\"", 200)]
    [InlineData("application/json; charset=", 415)]
    [InlineData("application/json; charset=none-such", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/problem+json; charset=iso-8859-1", 415)]
    public async Task JSON_is_UTF_8(string type, int status)
    {
        await using WebHost host = await WebHost.StartAsync(Demo);
        ByteArrayContent content = new("{\"text\":\"x\"}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        HttpResponseMessage response = await host.Client.PostAsync("/echo", content);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(status == 200 || response.Content.Headers.ContentType?.MediaType == "application/problem+json");
    }

    [Fact]
    public async Task Another_media_type_method_or_path_is_a_problem_document()
    {
        await using WebHost host = await WebHost.StartAsync(Demo);

        await WebHost.AssertProblemAsync(415, await host.Client.PostAsync("/echo", new StringContent("{}", Encoding.UTF8, "text/plain")));
        await WebHost.AssertProblemAsync(405, await host.GetAsync("/echo"));
        await WebHost.AssertProblemAsync(404, await host.GetAsync("/no/such/path"));
        await WebHost.AssertProblemAsync(404, await host.GetAsync("/public/../../etc/passwd"));
        await WebHost.AssertProblemAsync(404, await host.GetAsync("/%2e%2e/%2e%2e/etc/passwd"));
    }

    [Theory]
    [InlineData("/echo", "application/json")]
    [InlineData("/read", "application/octet-stream")]
    public async Task A_body_above_the_limit_is_refused_with_and_without_a_length(string path, string type)
    {
        await using WebHost host = await WebHost.StartAsync(Demo);
        byte[] large = Encoding.ASCII.GetBytes($"{{\"text\":\"{new string('x', 5000)}\"}}");

        await WebHost.AssertProblemAsync(413, await host.Client.PostAsync(path, new ByteArrayContent(large) { Headers = { ContentType = new MediaTypeHeaderValue(type) } }));
        StreamContent chunked = new(new MemoryStream(large)) { Headers = { ContentType = new MediaTypeHeaderValue(type), ContentLength = null } };
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = chunked };
        request.Headers.TransferEncodingChunked = true;
        await WebHost.AssertProblemAsync(413, await host.Client.SendAsync(request));
    }

    [Fact]
    public async Task Every_answer_has_the_security_headers_and_a_page_may_set_its_own_policy()
    {
        await using WebHost host = await WebHost.StartAsync(Demo);
        foreach (string path in new[] { "/public", "/fault", "/nowhere", "/device", "/health/live" })
        {
            HttpResponseMessage response = await host.GetAsync(path);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("no-store", response.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
            Assert.False(response.Headers.Contains("Server"));
        }

        Assert.Equal("default-src 'self'", (await host.GetAsync("/page")).Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_and_probes_are_always_answered()
    {
        await using WebHost host = await WebHost.StartAsync(new() { ["Zkml:Profile"] = "Demo", ["Limits:RequestsPerSecond"] = "1", ["Limits:Burst"] = "3" });
        List<HttpResponseMessage> answers = [];
        for (int i = 0; i < 6; i++)
        {
            answers.Add(await host.GetAsync("/public"));
        }

        HttpResponseMessage refused = answers.Last();
        await WebHost.AssertProblemAsync(429, refused);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), 3, 5);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/health/live")).StatusCode);
    }
}
