using System.Diagnostics.Metrics;
using Zkml.Hosting.Operations;

namespace Zkml.Enrollment;

/// <summary>Counts, and no identifier of a person, capture or device.</summary>
internal sealed class EnrollmentMetrics(ZkmlMetrics metrics)
{
    public Counter<long> Accepted { get; } = metrics.Meter.CreateCounter<long>("zkml.captures.accepted", description: "Captures that were sealed and recorded.");

    public Counter<long> Refused { get; } = metrics.Meter.CreateCounter<long>("zkml.captures.refused", description: "Captures that were refused, by reason.");

    public Counter<long> Ended { get; } = metrics.Meter.CreateCounter<long>("zkml.captures.ended", description: "Captures that came to an end, by state.");
}
