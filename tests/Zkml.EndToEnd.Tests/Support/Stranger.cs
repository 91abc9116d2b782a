using System.Text.Json;
using RabbitMQ.Client;
using Zkml.Contracts;

namespace Zkml.EndToEnd.Tests.Support;

/// <summary>A durable queue on every exchange, as a receiver has it that must miss nothing: it outlives the broker.</summary>
internal static class Stranger
{
    private const string Queue = "stranger";

    public static Task ListenAsync(House house) => UseAsync(house, async channel =>
    {
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        foreach (MessageType message in MessageCatalogue.All)
        {
            await channel.QueueBindAsync(Queue, message.Name, "");
        }

        return true;
    });

    /// <summary>All that came, in the order in which it came.</summary>
    public static Task<List<SeenEvent>> ReadAsync(House house) => UseAsync(house, async channel =>
    {
        List<SeenEvent> seen = [];
        while (await channel.BasicGetAsync(Queue, autoAck: true) is { } message)
        {
            JsonElement body = JsonDocument.Parse(message.Body).RootElement;
            seen.Add(new SeenEvent(
                message.Exchange, body.GetProperty("eventId").GetGuid(),
                body.TryGetProperty("captureId", out JsonElement capture) && capture.ValueKind == JsonValueKind.String ? capture.GetGuid() : null,
                message.Body.ToArray(), message.BasicProperties.Headers ?? new Dictionary<string, object?>()));
        }

        return seen;
    });

    /// <summary>With a connection of its own.</summary>
    public static async Task<T> UseAsync<T>(House house, Func<IChannel, Task<T>> use)
    {
        await using IConnection connection = await new ConnectionFactory { Uri = house.Broker.Address }.CreateConnectionAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        return await use(channel);
    }
}
