using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class TheOperatorPage(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    [Fact]
    public async Task Asks_for_a_key_and_shows_nothing_without_one()
    {
        HttpResponseMessage answer = await _host.Anyone.GetAsync("/operator");
        string page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.DoesNotContain("<table>", page, StringComparison.Ordinal);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_state_to_an_operator_and_to_nobody_else()
    {
        string operators = _host.Operator.DefaultRequestHeaders.Authorization!.Parameter!, devices = _host.Device.DefaultRequestHeaders.Authorization!.Parameter!;
        string page = await (await PostAsync(operators)).Content.ReadAsStringAsync();
        Assert.Contains("<caption>Registry</caption>", page, StringComparison.Ordinal);
        Assert.Contains("for a proof.", page, StringComparison.Ordinal);

        foreach (string key in (string[])[devices, "", operators[..^1], "<script>"])
        {
            HttpResponseMessage refused = await PostAsync(key);
            string text = await refused.Content.ReadAsStringAsync();
            Assert.Equal(403, (int)refused.StatusCode);
            Assert.DoesNotContain("<table>", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Takes_a_short_form_only()
    {
        Assert.Equal(400, (int)(await PostAsync(new string('x', 5000))).StatusCode);
        Assert.Equal(400, (int)(await _host.Anyone.PostAsync("/operator", new StringContent("{}"))).StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string key) =>
        _host.Anyone.PostAsync("/operator", new FormUrlEncodedContent([new("key", key)]));
}
