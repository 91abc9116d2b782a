using System.Diagnostics.Metrics;
using Zkml.Hosting.Operations;

namespace Zkml.Attestation;

/// <summary>What to watch of attestation. No instrument names a capture, an attestation or a person.</summary>
internal sealed class AttestationMetrics
{
    private long _waiting;

    public AttestationMetrics(ZkmlMetrics platform)
    {
        Outcomes = platform.Meter.CreateCounter<long>("zkml.attestation.outcomes", description: "Cases that ended, by outcome.");
        Matching = platform.Meter.CreateHistogram<double>("zkml.attestation.matching", "s", "Time of the comparison of one template with those enrolled.");
        Verdicts = platform.Meter.CreateCounter<long>("zkml.attestation.verdicts", description: "Bundles and credentials that were shown, by reason of refusal.");
        platform.Meter.CreateObservableGauge(
            "zkml.attestation.waiting", () => Volatile.Read(ref _waiting), description: "Proofs that wait for their attestation, of all processes.");
    }

    public Counter<long> Outcomes { get; }

    public Histogram<double> Matching { get; }

    public Counter<long> Verdicts { get; }

    public void SetWaiting(int cases) => Volatile.Write(ref _waiting, cases);
}
