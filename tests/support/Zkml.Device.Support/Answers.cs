using System.Net.Http.Json;
using System.Text.Json;

namespace Zkml.Device.Support;

public static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, int status = 200)
    {
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A problem document of this status and type, which quotes nothing and names no exception.</summary>
    public static async Task AssertProblemAsync(this HttpResponseMessage response, int status, string? code = null)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        if (code is not null)
        {
            Assert.Equal($"urn:zkml:problem:{code}", problem.GetProperty("type").GetString());
        }
    }
}
