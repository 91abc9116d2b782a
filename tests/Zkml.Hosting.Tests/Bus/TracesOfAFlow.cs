using System.Collections.Concurrent;
using System.Diagnostics;
using Zkml.Contracts;
using Zkml.Hosting.Operations;

namespace Zkml.Hosting.Tests.Bus;

public sealed class TracesOfAFlow : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<Activity> _steps = [];
    private readonly ActivityListener _listener;

    public TracesOfAFlow()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ZkmlMetrics.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _steps.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task What_follows_from_one_request_is_one_trace_under_its_correlation_id()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.Embedded);
        ProofRejected first = Messages.Rejected(), second = Messages.Rejected();
        await host.SaveAsync(first, second);
        await TestHost.Until(async () => await host.NotesAsync() == 2 && StepsOf(first).Length + StepsOf(second).Length == 2);

        Activity step = Assert.Single(StepsOf(first));
        Assert.Equal("handle zkml.v1.proof-rejected", step.DisplayName);
        Assert.Empty(step.TagObjects);
        Assert.Empty(step.Events);
        Assert.NotEqual(step.SpanId, Assert.Single(StepsOf(second)).SpanId);
    }

    [Fact]
    public void A_step_is_linked_to_what_the_process_did_when_it_began()
    {
        Guid flow = Guid.CreateVersion7();
        using Activity request = new Activity("request").Start();
        using Activity? step = FlowTrace.Start("accept capture", flow);

        Assert.Equal(flow.ToString("N"), step!.TraceId.ToHexString());
        Assert.Equal(request.Context, Assert.Single(step.Links).Context);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    private Activity[] StepsOf(Message message) => [.. _steps.Where(step => step.TraceId.ToHexString() == message.CorrelationId.ToString("N"))];
}
