using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Tests.Broker;

/// <summary>Servers of their own, because they are killed.</summary>
public sealed class Outages : IAsyncLifetime
{
    private const int Count = 100;

    private readonly TemporaryFolder _folder = new();
    private readonly Guid[] _sent = new Guid[Count];
    private RabbitMqServer? _broker;
    private PostgresServer? _database;
    private Dictionary<string, string?> _settings = [];

    [Fact]
    public async Task A_broker_killed_in_the_middle_loses_nothing_and_doubles_nothing()
    {
        await using TestHost host = await TestHost.StartAsync(_settings);
        await SendAsync(host, 0, Count / 2);
        await TestHost.Until(async () => await host.NotesAsync() > 5);
        await _broker!.KillAsync();
        await SendAsync(host, Count / 2, Count);
        await _broker.StartAsync();

        await AllArriveOnceAsync(host);
    }

    [Fact]
    public async Task A_database_killed_in_the_middle_loses_nothing_and_doubles_nothing()
    {
        await using TestHost host = await TestHost.StartAsync(_settings);
        await SendAsync(host, 0, Count);
        await TestHost.Until(async () => await host.NotesAsync() > 5);
        await _database!.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        await _database.StartAsync();

        await AllArriveOnceAsync(host);
    }

    [Fact]
    public async Task Several_processes_share_outbox_and_queue()
    {
        await using TestHost first = await TestHost.StartAsync(_settings), second = await TestHost.StartAsync(_settings);
        await Task.WhenAll(SendAsync(first, 0, Count / 2), SendAsync(second, Count / 2, Count));

        await AllArriveOnceAsync(first);
        Assert.Equal(Count, first.Script.Calls.Count + second.Script.Calls.Count);
        Assert.NotEmpty(first.Script.Calls);
        Assert.NotEmpty(second.Script.Calls);
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? "");
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        (_broker, _database) = (new RabbitMqServer(), new PostgresServer());
        await Task.WhenAll(_broker.StartAsync(), _database.StartAsync());
        _settings = BrokerSettings.Of(_folder, _broker, await _database.CreateDatabaseAsync("test"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestServer? server in new TestServer?[] { _broker, _database })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        _folder.Dispose();
    }

    private async Task SendAsync(TestHost host, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            ProofRejected message = Messages.Rejected();
            _sent[i] = message.CaptureId;
            await host.SaveAsync(message);
        }
    }

    private async Task AllArriveOnceAsync(TestHost host)
    {
        await TestHost.Until(
            async () =>
            {
                try
                {
                    return await host.NotesAsync() >= Count && await host.WaitingAsync() == 0;
                }
                catch (Exception e) when (Transient.Is(e))
                {
                    return false;
                }
            },
            seconds: 90);
        Guid[] arrived = await host.UseAsync(db => db.Notes.Select(note => note.CaptureId).ToArrayAsync());
        Assert.Equal(_sent.Order(), arrived.Order());
    }
}
