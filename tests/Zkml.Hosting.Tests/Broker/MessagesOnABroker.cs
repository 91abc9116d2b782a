using RabbitMQ.Client;
using Zkml.Contracts;

namespace Zkml.Hosting.Tests.Broker;

/// <summary>Uses the exchanges of the one broker, and so runs alone among such tests.</summary>
[Collection("exchanges")]
public sealed class MessagesOnABroker(RunningServers servers) : IAsyncLifetime
{
    private const string DeadLetters = "zkml.enrollment.proof-rejected_skipped";

    private readonly TemporaryFolder _folder = new();
    private Dictionary<string, string?> _settings = [];
    private ForeignClient _client = null!;

    [Fact]
    public async Task A_public_event_is_plain_JSON_with_our_three_headers_and_nothing_of_the_library()
    {
        await using TestHost host = await TestHost.StartAsync(_settings, handles: false);
        string queue = await _client.SubscribeAsync("zkml.v1.attestation-refused");
        AttestationRefused message = new()
        {
            EventId = Guid.CreateVersion7(),
            OccurredAt = DateTimeOffset.UtcNow,
            CorrelationId = Guid.CreateVersion7(),
            CaptureId = Guid.CreateVersion7(),
            Reason = AttestationRefusalReason.ProofInvalid,
        };
        await host.SaveAsync(message);
        BasicGetResult received = await _client.ReceiveAsync(queue);

        Assert.Equal(MessageCatalogue.Of(message).Write(message), received.Body.ToArray());
        // The fourth is the count of the AMQP client, by which it finds confirmations.
        Assert.Equal(["x-dotnet-pub-seq-no", "zkml-message", "zkml-signature", "zkml-signer"], ForeignClient.Headers(received).Keys.Order());
        Assert.Equal("application/json", received.BasicProperties.ContentType);
        Assert.Equal(message.EventId.ToString(), received.BasicProperties.MessageId);
        Assert.True(received.BasicProperties.Persistent);
    }

    [Fact]
    public async Task A_message_is_handled_once_and_what_the_handler_publishes_goes_out()
    {
        await using TestHost host = await TestHost.StartAsync(_settings);
        string queue = await _client.SubscribeAsync("zkml.v1.device-revoked");
        ProofRejected message = Messages.Rejected();
        await host.SaveAsync(message);
        await _client.ReceiveAsync(queue);
        await host.Publisher.PublishAsync(message, default);
        await host.SaveAsync(Messages.Rejected());

        await TestHost.Until(async () => await host.NotesAsync() == 2);
        Assert.Equal(2, host.Script.Calls.Count);
    }

    [Fact]
    public async Task What_is_sent_before_the_receiver_first_runs_waits_for_it()
    {
        await using (TestHost sender = await TestHost.StartAsync(_settings, handles: false))
        {
            await sender.SaveAsync(Messages.Rejected());
            await TestHost.Until(async () => await sender.WaitingAsync() == 0);
        }

        await using TestHost receiver = await TestHost.StartAsync(_settings);
        await TestHost.Until(async () => await receiver.NotesAsync() == 1);
    }

    [Fact]
    public async Task Forged_malformed_and_foreign_messages_go_to_the_dead_letter_queue_with_a_code_and_nothing_stops()
    {
        await using TestHost host = await TestHost.StartAsync(_settings);
        byte[] body = MessageCatalogue.Of<ProofRejected>().Write(Messages.Rejected());
        Dictionary<string, object?> unsigned = new() { ["zkml-message"] = "zkml.v1.proof-rejected", ["zkml-signer"] = "prover" };
        Dictionary<string, object?> forged = new(unsigned) { ["zkml-signature"] = new string('A', 86), ["MT-Fault-Address"] = "queue:canary" };
        const string exchange = "zkml.v1.proof-rejected";
        await _client.SendAsync(exchange, body);
        await _client.SendAsync(exchange, body, unsigned);
        await _client.SendAsync(exchange, body, forged);
        await _client.SendAsync(exchange, "canary"u8.ToArray(), unsigned, "application/vnd.masstransit+json");
        await _client.SendAsync(exchange, new byte[100_000], unsigned);
        await _client.SendAsync(exchange, body, new() { ["zkml-message"] = 7, ["zkml-signer"] = new byte[] { 255 } });
        await host.SaveAsync(Messages.Rejected());

        string[] reasons = await DeadLettersAsync(host, 6);
        Assert.Equal(["signature", "signature", "signature", "too-large", "unknown-message", "unknown-message"], reasons.Order());
        await TestHost.Until(async () => await host.NotesAsync() == 1);
        Assert.Single(host.Script.Calls);
        Assert.DoesNotContain("canary", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_a_handler_leaves_a_code_and_no_text_and_publishes_no_fault()
    {
        await using TestHost host = await TestHost.StartAsync(_settings);
        host.Script.FailWith(new InvalidOperationException("canary: pixel 3,7 was 211"), 3);
        await host.SaveAsync(Messages.Rejected());

        Assert.Equal(["handler-fault"], await DeadLettersAsync(host, 1));
        Assert.Equal(0, await host.NotesAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => _client.SubscribeAsync("MassTransit:Fault"));
        Assert.DoesNotContain("canary", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_disappears_after_its_time()
    {
        // Queue arguments cannot be changed later: another queue than that of the other tests.
        _settings["Bus:DeadLetterTime"] = "00:00:01";
        await using TestHost host = await TestHost.StartAsync(_settings, receiver: Service.Attestation);
        await _client.SendAsync("zkml.v1.proof-completed", "{}"u8.ToArray());
        await TestHost.Until(() => Task.FromResult(host.Log.Text.Contains("given up", StringComparison.Ordinal)));

        await TestHost.Until(async () => await _client.CountAsync("zkml.attestation.proof-completed_skipped") == 0);
    }

    public async ValueTask InitializeAsync()
    {
        RabbitMqServer broker = await servers.BrokerAsync();
        PostgresServer database = await servers.DatabaseAsync();
        _settings = BrokerSettings.Of(_folder, broker, await database.CreateDatabaseAsync($"test{Guid.NewGuid():N}"));
        _client = await ForeignClient.ConnectAsync(broker);
        await _client.PurgeAsync("zkml.enrollment.proof-rejected", DeadLetters);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    private async Task<string[]> DeadLettersAsync(TestHost host, int count)
    {
        // The first dead letter makes the queue.
        await TestHost.Until(() => Task.FromResult(host.Log.Text.Contains("given up", StringComparison.Ordinal)));
        List<string> reasons = [];
        for (int i = 0; i < count; i++)
        {
            Dictionary<string, string> headers = ForeignClient.Headers(await _client.ReceiveAsync(DeadLetters));
            Assert.DoesNotContain(headers, header => header.Key.StartsWith("MT-Fault", StringComparison.Ordinal) && header.Value != "queue:canary");
            reasons.Add(headers["MT-Reason"]);
        }

        return [.. reasons];
    }
}
