using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Tests.Bus;

public sealed class MessagesWithinOneProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_saved_message_is_handled_and_what_the_handler_publishes_is_published()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.Embedded);
        ProofRejected message = Messages.Rejected();
        await host.SaveAsync(message);

        await TestHost.Until(async () => await host.NotesAsync() == 1 && await host.WaitingAsync() == 0);
        OutboxMessage[] sent = await host.UseAsync(db => db.Outbox.ToArrayAsync());
        TestDb.Note note = await host.UseAsync(db => db.Notes.SingleAsync());

        Assert.Equal(["zkml.v1.proof-rejected", "zkml.v1.device-revoked"], sent.OrderBy(m => m.Sequence).Select(m => m.Name));
        Assert.Equal((message.CaptureId, message.Reason), (note.CaptureId, note.Reason));
        Assert.Equal(message.OccurredAt.ToUnixTimeMilliseconds(), note.SeenAt.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_message_delivered_again_changes_nothing()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.Embedded);
        ProofRejected message = Messages.Rejected();
        await host.Publisher.PublishAsync(message, default);
        await host.Publisher.PublishAsync(message, default);
        await host.Publisher.PublishAsync(message, default);
        ProofRejected last = Messages.Rejected();
        await host.Publisher.PublishAsync(last, default);

        await TestHost.Until(async () => await host.NotesAsync() == 2);
        Assert.Equal(2, host.Script.Calls.Count);
        Assert.Equal(2, await host.UseAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task A_handler_that_fails_in_passing_is_called_again_and_leaves_one_effect()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.Embedded);
        host.Script.FailWith(new TimeoutException(), 5);
        await host.SaveAsync(Messages.Rejected());

        await TestHost.Until(async () => await host.NotesAsync() == 1);
        Assert.Equal(6, host.Script.Calls.Count);
        Assert.Equal(2, await host.UseAsync(db => db.Outbox.CountAsync()));
    }

    [Fact]
    public async Task A_handler_with_a_fault_is_given_up_without_effect_and_the_log_has_no_text_of_the_exception()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.Embedded);
        host.Script.FailWith(new InvalidOperationException("canary: pixel 3,7 was 211"), 3);
        await host.SaveAsync(Messages.Rejected());
        await TestHost.Until(() => Task.FromResult(host.Log.Text.Contains("given up: HandlerFault", StringComparison.Ordinal)));
        await host.SaveAsync(Messages.Rejected());

        await TestHost.Until(async () => await host.NotesAsync() == 1);
        Assert.Equal(4, host.Script.Calls.Count);
        Assert.DoesNotContain("canary", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_under_way_when_the_process_ended_is_sent_again_and_handled_once()
    {
        ProofRejected message = Messages.Rejected();
        await using (TestHost sender = await TestHost.StartAsync(_folder.Embedded, handles: false))
        {
            await sender.SaveAsync(message);
            await TestHost.Until(async () => await sender.WaitingAsync() == 0);
        }

        for (int start = 0; start < 2; start++)
        {
            await using TestHost host = await TestHost.StartAsync(_folder.Embedded);
            await TestHost.Until(async () => await host.NotesAsync() == 1 && await host.WaitingAsync() == 0);
            Assert.InRange(host.Script.Calls.Count, 0, start == 0 ? 1 : 0);
        }
    }

    public void Dispose() => _folder.Dispose();
}
