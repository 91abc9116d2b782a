using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Zkml.Hosting.Tests.Broker;

/// <summary>A program that knows AMQP and nothing of ours.</summary>
internal sealed class ForeignClient : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private ForeignClient(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<ForeignClient> ConnectAsync(RabbitMqServer broker)
    {
        IConnection connection = await new ConnectionFactory { Uri = broker.Address }.CreateConnectionAsync();
        return new ForeignClient(connection, await connection.CreateChannelAsync());
    }

    /// <summary>A queue of its own, bound to an exchange that must exist.</summary>
    public async Task<string> SubscribeAsync(string exchange)
    {
        string queue = (await _channel.QueueDeclareAsync()).QueueName;
        await _channel.QueueBindAsync(queue, exchange, "");
        return queue;
    }

    public async Task SendAsync(string exchange, byte[] body, Dictionary<string, object?>? headers = null, string contentType = "application/json") =>
        await _channel.BasicPublishAsync(exchange, "", false, new BasicProperties { Headers = headers, ContentType = contentType }, body);

    public async Task<BasicGetResult> ReceiveAsync(string queue)
    {
        BasicGetResult? result = null;
        await TestHost.Until(async () => (result = await _channel.BasicGetAsync(queue, autoAck: true)) is not null);
        return result!;
    }

    public async Task<uint> CountAsync(string queue) => (await _channel.QueueDeclarePassiveAsync(queue)).MessageCount;

    /// <summary>Nothing of an earlier test is left in these queues, which need not exist.</summary>
    public async Task PurgeAsync(params string[] queues)
    {
        foreach (string queue in queues)
        {
            await using IChannel channel = await _connection.CreateChannelAsync();
            try
            {
                await channel.QueuePurgeAsync(queue);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
            }
        }
    }

    public static Dictionary<string, string> Headers(BasicGetResult message) => (message.BasicProperties.Headers ?? new Dictionary<string, object?>())
        .ToDictionary(header => header.Key, header => header.Value is byte[] text ? Encoding.UTF8.GetString(text) : $"{header.Value}");

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
