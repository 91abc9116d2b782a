using System.Net.Http.Json;
using System.Text.Json;

namespace Zkml.Attestation.Tests.Support;

internal static class Answers
{
    /// <summary>A problem document of its status, which says nothing else.</summary>
    public static async Task IsProblemAsync(int status, HttpResponseMessage response)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.DoesNotContain("Exception", problem.GetRawText(), StringComparison.Ordinal);
    }
}
