using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Zkml.Hosting.Operations;

/// <summary>Instruments of the platform; services add theirs to the same meter. No instrument has an identifier of a person, capture or device.</summary>
public sealed class ZkmlMetrics
{
    public const string Name = "Zkml";

    public ZkmlMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        Meter = meters.Create(Name);
        Published = Meter.CreateCounter<long>("zkml.outbox.published", description: "Messages the broker confirmed.");
        Handled = Meter.CreateCounter<long>("zkml.inbox.handled", description: "Messages handled.");
        Repeated = Meter.CreateCounter<long>("zkml.inbox.repeated", description: "Messages that came again and were dropped.");
        Refused = Meter.CreateCounter<long>("zkml.bus.refused", description: "Messages moved to a dead-letter queue, by reason.");
        Sealed = Meter.CreateCounter<long>("zkml.vault.sealed", description: "Secrets sealed.");
        Destroyed = Meter.CreateCounter<long>("zkml.vault.destroyed", description: "Keys destroyed, by cause.");
    }

    public static ActivitySource Activities { get; } = new(Name);

    public Meter Meter { get; }

    internal Counter<long> Published { get; }

    internal Counter<long> Handled { get; }

    internal Counter<long> Repeated { get; }

    internal Counter<long> Refused { get; }

    internal Counter<long> Sealed { get; }

    internal Counter<long> Destroyed { get; }
}
