using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;

namespace Zkml.Hosting.Tests.Security;

/// <summary>A web process of ours on a loopback port, with endpoints of each kind.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public CollectedLog Log => _app.Services.GetRequiredService<CollectedLog>();

    public static async Task<WebHost> StartAsync(Dictionary<string, string?>? configuration = null, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(configuration ?? []);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder);
        builder.AddServiceDefaults("test");
        CollectedLog log = new(LogLevel.Trace);
        builder.Services.AddSingleton(log).AddRouting();
        builder.Logging.ClearProviders().AddProvider(log);
        WebApplication app = builder.Build();
        app.UseServiceDefaults();
        app.MapGet("/public", () => "public");
        app.MapGet("/page", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            return "page";
        });
        app.MapGet("/device", () => "device").RequireAuthorization(Roles.Device);
        app.MapGet("/operator", () => "operator").RequireAuthorization(Roles.Operator);
        app.MapGet("/fault", string () => throw new InvalidOperationException("canary: pixel 3,7 was 211"));
        app.MapPost("/echo", (Body body) => body.Text);
        app.MapPost("/read", async (HttpRequest request) =>
        {
            using MemoryStream copy = new();
            await request.Body.CopyToAsync(copy);
            return copy.Length;
        });
        await app.StartAsync();
        return new WebHost(app);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? key = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return Client.SendAsync(request);
    }

    /// <summary>The answer is a problem document of its status, which says nothing else.</summary>
    public static async Task AssertProblemAsync(int status, HttpResponseMessage response)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.DoesNotContain("canary", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem.GetRawText(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record Body(string Text);
}
