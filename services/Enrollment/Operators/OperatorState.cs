using Microsoft.EntityFrameworkCore;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Devices;
using Zkml.Enrollment.Registry;
using Zkml.Enrollment.Storage;

namespace Zkml.Enrollment.Operators;

/// <summary>What an operator sees at a glance: numbers, states and identifiers, nothing of an image or a person.</summary>
internal sealed record OperatorState
{
    private const int Latest = 25;

    /// <summary>Captures without an outcome.</summary>
    public required int Waiting { get; init; }

    public required IReadOnlyList<(CaptureState State, int Count)> Counts { get; init; }

    public required IReadOnlyList<CaptureRow> Captures { get; init; }

    /// <summary>The last detail of each of those: a stage or the code of a reason.</summary>
    public required IReadOnlyDictionary<Guid, string?> Details { get; init; }

    public required IReadOnlyList<DeviceRow> Devices { get; init; }

    public required IReadOnlyList<EpochRow> Epochs { get; init; }

    public static async Task<OperatorState> ReadAsync(EnrollmentDb db, CancellationToken cancel)
    {
        var counts = await db.Captures.GroupBy(capture => capture.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        List<CaptureRow> captures = await db.Captures.AsNoTracking().OrderByDescending(capture => capture.ChangedAt).Take(Latest).ToListAsync(cancel);
        Guid[] ids = [.. captures.Select(capture => capture.Id)];
        List<CaptureEventRow> events = await db.CaptureEvents.AsNoTracking().Where(entry => ids.Contains(entry.CaptureId)).ToListAsync(cancel);
        return new OperatorState
        {
            Waiting = counts.Where(count => count.Key is CaptureState.Accepted or CaptureState.Proving).Sum(count => count.Count),
            Counts = [.. counts.OrderBy(count => count.Key).Select(count => (count.Key, count.Count))],
            Captures = captures,
            Details = events.GroupBy(entry => entry.CaptureId).ToDictionary(group => group.Key, group => group.MaxBy(entry => entry.Number)!.Detail),
            Devices = await db.Devices.AsNoTracking().OrderByDescending(device => device.EnrolledAt).Take(Latest).ToListAsync(cancel),
            Epochs = await db.Epochs.AsNoTracking().OrderByDescending(epoch => epoch.Number).Take(Latest).ToListAsync(cancel),
        };
    }
}
