using System.Net;
using Microsoft.AspNetCore.Builder;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Tests.Security;

public sealed class HealthEndpoints : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_process_with_database_and_bus_is_ready_and_says_no_more()
    {
        await using WebHost host = await WebHost.StartAsync(_folder.Embedded, Service);
        await TestHost.Until(async () => (await host.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);

        Assert.Equal(
            """{"status":"Healthy","checks":{"database Test":"Healthy","masstransit-bus":"Healthy"}}""",
            await (await host.GetAsync("/health/ready")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_its_broker_it_is_alive_and_not_ready()
    {
        Dictionary<string, string?> settings = _folder.Embedded;
        foreach ((string key, string? file) in BusKeyFiles.Settings(_folder.Path, "Enrollment"))
        {
            settings[key] = file;
        }

        settings["Bus:Transport"] = "RabbitMq";
        settings["Bus:Broker"] = $"amqp://127.0.0.1:{FreePort.Next()}";
        await using WebHost host = await WebHost.StartAsync(settings, Service);
        HttpResponseMessage ready = await host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.DoesNotContain("127.0.0.1", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/health/live")).StatusCode);
    }

    public void Dispose() => _folder.Dispose();

    private static void Service(WebApplicationBuilder builder)
    {
        builder.AddServiceDb<TestDb>("Test", TestDb.Schema);
        builder.AddBus();
    }
}
