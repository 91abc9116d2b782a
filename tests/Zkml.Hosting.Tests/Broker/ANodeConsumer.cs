using System.Text.Json;
using Zkml.Contracts;
using Zkml.Contracts.Tests;

namespace Zkml.Hosting.Tests.Broker;

[Collection("exchanges")]
public sealed class ANodeConsumer(RunningServers servers)
{
    [Fact]
    public async Task Receives_each_message_once_in_the_published_form_and_can_tell_who_sent_it()
    {
        using TemporaryFolder folder = new();
        RabbitMqServer broker = await servers.BrokerAsync();
        string database = await (await servers.DatabaseAsync()).CreateDatabaseAsync($"test{Guid.NewGuid():N}");
        await using TestHost host = await TestHost.StartAsync(BrokerSettings.Of(folder, broker, database), handles: false);
        await using NodeConsumer consumer = await NodeConsumer.StartAsync(broker, folder.Path);
        Message[] sent = [.. MessageCatalogue.All.Select(Samples.Of)];
        await host.SaveAsync(sent);

        List<JsonElement> received = [];
        while (received.Count < sent.Length)
        {
            received.Add(await consumer.NextAsync(TimeSpan.FromSeconds(30)));
        }

        // Publishing twice what was published would show by now.
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Empty(await consumer.StopAsync());
        Assert.Equal(sent.Select(message => message.EventId).ToHashSet(), received.Select(message => message.GetProperty("eventId").GetGuid()).ToHashSet());
        Assert.All(received, message =>
        {
            Assert.Empty(message.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()));
            Assert.Empty(message.GetProperty("foreign").EnumerateArray().Select(header => header.GetString()));
            Assert.True(message.GetProperty("signed").GetBoolean());
            Assert.Equal("application/json", message.GetProperty("contentType").GetString());
            Assert.Equal(message.GetProperty("eventId").GetString(), message.GetProperty("messageId").GetString());
        });
    }
}
