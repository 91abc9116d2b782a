using System.Diagnostics;

namespace Zkml.Hosting.Operations;

/// <summary>
/// One trace for all that follows from one request, across processes and however long a message, a job or a case waits between: its trace id is the
/// correlation id that every message and row has anyway, so that nothing is carried beside them, and who has a capture's id finds its trace.
/// </summary>
public static class FlowTrace
{
    /// <summary>A step of it, linked to what this process did at the moment; null when nobody listens.</summary>
    /// <param name="step">What is done: a name, never data.</param>
    public static Activity? Start(string step, Guid correlationId)
    {
        ActivityLink[] links = Activity.Current is { } here ? [new ActivityLink(here.Context)] : [];
        return ZkmlMetrics.Activities.StartActivity(ActivityKind.Internal, Root(correlationId), links: links, name: step);
    }

    /// <summary>The trace's first span, which is nobody's: processes start their steps without knowing of each other.</summary>
    private static ActivityContext Root(Guid correlationId)
    {
        Span<byte> id = stackalloc byte[16];
        correlationId.TryWriteBytes(id, bigEndian: true, out _);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(id), ActivitySpanId.CreateFromBytes(id[8..]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
