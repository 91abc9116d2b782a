using System.Net.ServerSentEvents;
using System.Text.Json;
using Zkml.Contracts;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Tests.Support;

namespace Zkml.Enrollment.Tests;

public sealed class Progress(OneHost one) : IClassFixture<OneHost>
{
    private readonly EnrollmentHost _host = one.Host;

    [Fact]
    public async Task Is_told_as_it_happens_until_there_is_an_attestation()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host), attestation = Guid.CreateVersion7();
        Task<List<SseItem<string>>> listening = ListenAsync(id);

        await SayAsync(id, Messages.Started(id), CaptureState.Proving);
        await _host.SendAsync(Messages.Progressed(id, ProofStage.Proving));
        await StepsAsync(id, 3);
        await SayAsync(id, Messages.Completed(id), CaptureState.Proven);
        await SayAsync(id, Messages.Issued(id, attestation), CaptureState.Attested);

        List<SseItem<string>> events = await listening;
        Assert.Equal(["accepted", "proving", "proving", "proven", "attested"], events.Select(e => e.EventType));
        Assert.Equal(["1", "2", "3", "4", "5"], events.Select(e => e.EventId));
        Assert.Equal("proving", JsonDocument.Parse(events[2].Data).RootElement.GetProperty("detail").GetString());
        JsonElement document = await (await _host.Device.GetAsync($"/v1/captures/{id}")).JsonAsync();
        Assert.Equal(attestation, document.GetProperty("attestationId").GetGuid());
    }

    [Fact]
    public async Task Goes_on_where_a_listener_left_off()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host);
        await SayAsync(id, Messages.Started(id), CaptureState.Proving);
        await SayAsync(id, Messages.Rejected(id, ProofRejectionReason.Quality), CaptureState.Rejected);

        SseItem<string> last = Assert.Single(await ListenAsync(id, "2"));
        Assert.Equal("rejected", last.EventType);
        Assert.Equal("quality", JsonDocument.Parse(last.Data).RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Never_goes_back_in_whatever_order_messages_come()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host), attestation = Guid.CreateVersion7();

        await SayAsync(id, Messages.Issued(id, attestation), CaptureState.Attested);
        await _host.SendAsync(
            Messages.Started(id), Messages.Progressed(id, ProofStage.Storing), Messages.Completed(id), Messages.Refused(id, AttestationRefusalReason.Registry),
            Messages.Issued(id, attestation));
        await SayAsync(id, Messages.Revoked(id, attestation), CaptureState.Revoked);

        Assert.Equal(["accepted", "attested", "revoked"], (await ListenAsync(id)).Select(e => e.EventType));
    }

    [Fact]
    public async Task Of_a_refusal_says_the_class_of_the_reason_only()
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        Guid id = await device.AcceptedAsync(_host);
        await SayAsync(id, Messages.Refused(id, AttestationRefusalReason.AlreadyAttested), CaptureState.Refused);

        JsonElement document = await (await _host.Device.GetAsync($"/v1/captures/{id}")).JsonAsync();

        Assert.Equal("already-attested", document.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Of_an_unknown_capture_is_a_problem_document_and_a_message_about_it_is_dropped()
    {
        Guid id = Guid.CreateVersion7();
        await _host.SendAsync(Messages.Started(id));

        await (await _host.Device.GetAsync($"/v1/captures/{id}")).AssertProblemAsync(404, "capture");
        await (await _host.Device.GetAsync($"/v1/captures/{id}/events")).AssertProblemAsync(404, "capture");
        await (await _host.Anyone.GetAsync($"/v1/captures/{id}")).AssertProblemAsync(401);
        await (await _host.Anyone.GetAsync($"/v1/captures/{id}/events")).AssertProblemAsync(401);
    }

    [Fact]
    public async Task Is_not_told_to_more_listeners_than_there_are_places_and_not_for_ever()
    {
        using var folder = new TemporaryFolder();
        await using EnrollmentHost host = await EnrollmentHost.StartAsync(
            folder, ("Enrollment:EventStreams", "1"), ("Enrollment:EventStreamLifetime", "00:00:02"));
        using TestDevice device = await TestDevice.RegisteredAsync(host);
        string path = $"/v1/captures/{await device.AcceptedAsync(host)}/events";

        using HttpResponseMessage first = await host.Device.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await (await host.Device.GetAsync(path)).AssertProblemAsync(503, "event-streams");
        await first.Content.ReadAsStringAsync();
        await Eventually.HoldsAsync(async () => (await host.Device.GetAsync(path, HttpCompletionOption.ResponseHeadersRead)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task Starts_from_a_number_only(string last)
    {
        using TestDevice device = await TestDevice.RegisteredAsync(_host);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/captures/{await device.AcceptedAsync(_host)}/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", last);

        await (await _host.Device.SendAsync(request)).AssertProblemAsync(400, "last-event-id");
    }

    private async Task SayAsync(Guid id, Message message, CaptureState state)
    {
        await _host.SendAsync(message);
        await Eventually.HoldsAsync(() => _host.UseAsync(async db => (await db.Captures.FindAsync(id))!.State == state));
    }

    private Task StepsAsync(Guid id, int count) => Eventually.HoldsAsync(() => _host.UseAsync(async db => (await db.Captures.FindAsync(id))!.Events == count));

    private async Task<List<SseItem<string>>> ListenAsync(Guid id, string? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/captures/{id}/events");
        if (after is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
        }

        using HttpResponseMessage response = await _host.Device.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<SseItem<string>>();
        await foreach (SseItem<string> item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(item);
        }

        return events;
    }
}
