using System.Diagnostics.Metrics;
using Zkml.Hosting.Operations;

namespace Zkml.Prover.Proving;

/// <summary>What to watch of a prover. No instrument names a capture.</summary>
internal sealed class ProverMetrics
{
    private long _waiting;

    public ProverMetrics(ZkmlMetrics platform)
    {
        Outcomes = platform.Meter.CreateCounter<long>("zkml.prover.outcomes", description: "Jobs that ended, by outcome.");
        Proving = platform.Meter.CreateHistogram<double>("zkml.prover.proving", "s", "Time of one proof, without waiting.");
        Lost = platform.Meter.CreateCounter<long>("zkml.prover.leases_lost", description: "Attempts that another worker took over.");
        platform.Meter.CreateObservableGauge("zkml.prover.waiting", () => Volatile.Read(ref _waiting), description: "Jobs not finished, of all processes.");
    }

    public Counter<long> Outcomes { get; }

    public Histogram<double> Proving { get; }

    public Counter<long> Lost { get; }

    public void SetWaiting(int jobs) => Volatile.Write(ref _waiting, jobs);
}
