using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Zkml.Contracts;
using Zkml.EndToEnd.Tests.Support;

namespace Zkml.EndToEnd.Tests;

/// <summary>Whoever can write to the broker can delay nothing and change nothing.</summary>
[Collection(HostileHouse.Name)]
public sealed class HostileMessages(RunningHouse running)
{
    [Fact]
    public async Task Every_forgery_for_every_queue_is_a_dead_letter_with_its_reason_and_the_flow_goes_on()
    {
        House house = running.House;
        var forger = new Forger(house.Folder.Path);
        MessageType[] handled = [.. MessageCatalogue.All.Where(type => type.Receivers.Count > 0)];
        int sent = await Stranger.UseAsync(house, async channel =>
        {
            int count = 0;
            foreach (MessageType type in handled)
            {
                foreach ((byte[] body, Dictionary<string, object?> headers, _) in forger.For(type))
                {
                    await SendAsync(channel, type.Name, body, headers);
                    count++;
                }
            }

            return count;
        });
        Assert.True(sent >= 60, $"{sent}");

        foreach (MessageType type in handled)
        {
            string[] reasons = [.. forger.For(type).Select(forged => forged.Reason).Order(StringComparer.Ordinal)];
            foreach (Service receiver in type.Receivers)
            {
                Assert.Equal(reasons, (await DeadLettersAsync(house, $"{type.QueueOf(receiver)}_skipped", reasons.Length)).Order(StringComparer.Ordinal));
            }
        }

        await AnEyeIsAttestedAsync(house, eye: 801);
        Assert.All(house.Services, service => Assert.DoesNotContain("elsewhere", service.Log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_event_of_a_flow_sent_again_changes_nothing()
    {
        House house = running.House;
        await Stranger.ListenAsync(house);
        await AnEyeIsAttestedAsync(house, eye: 802);
        List<SeenEvent> events = await Stranger.ReadAsync(house);
        List<Guid> attested = await Rows.AttestedCapturesAsync(house);
        HashSet<Guid> announced = await Rows.AnnouncedAsync(house);

        await Stranger.UseAsync(house, async channel =>
        {
            foreach (SeenEvent seen in events.Concat(events))
            {
                await SendAsync(channel, seen.Name, seen.Body, new Dictionary<string, object?>(seen.Headers));
            }

            return true;
        });
        await Eventually.HoldsAsync(async () => (await Stranger.ReadAsync(house)).Count == 0 && await QueuesAreEmptyAsync(house));

        await AnEyeIsAttestedAsync(house, eye: 803);
        List<Guid> now = await Rows.AttestedCapturesAsync(house);
        Assert.Equal(attested.Count + 1, now.Count);
        Assert.DoesNotContain(await Stranger.ReadAsync(house), seen => seen.Capture is { } capture && attested.Contains(capture));
        Assert.Equal(events.Count, events.Select(seen => seen.Id).Intersect(announced).Count());
    }

    private static async Task AnEyeIsAttestedAsync(House house, int eye)
    {
        using SimulatedDevice device = (await house.RegisterDevicesAsync(1))[0];
        Assert.Equal("attested", (await (await Capture.SubmitAsync(house, device, eye)).EndAsync(house)).State);
    }

    private static ValueTask SendAsync(IChannel channel, string exchange, byte[] body, Dictionary<string, object?> headers) =>
        channel.BasicPublishAsync(exchange, "", false, new BasicProperties { Headers = headers, ContentType = "application/json" }, body);

    private static async Task<bool> QueuesAreEmptyAsync(House house) => await Stranger.UseAsync(house, async channel =>
    {
        foreach (MessageType type in MessageCatalogue.All)
        {
            foreach (Service receiver in type.Receivers)
            {
                if ((await channel.QueueDeclarePassiveAsync(type.QueueOf(receiver))).MessageCount > 0)
                {
                    return false;
                }
            }
        }

        return true;
    });

    /// <summary>The reasons of so many dead letters, and of all that there are.</summary>
    private static async Task<List<string>> DeadLettersAsync(House house, string queue, int count)
    {
        List<string> reasons = [];
        for (int attempt = 0; attempt < 300 && reasons.Count < count; attempt++)
        {
            try
            {
                await Stranger.UseAsync(house, async channel =>
                {
                    while (await channel.BasicGetAsync(queue, autoAck: true) is { } letter)
                    {
                        reasons.Add(Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers!["MT-Reason"]!));
                    }

                    return true;
                });
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                // The first dead letter makes the queue.
            }

            await Task.Delay(100);
        }

        return reasons;
    }
}
