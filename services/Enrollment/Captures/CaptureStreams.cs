using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Storage;

namespace Zkml.Enrollment.Captures;

/// <summary>Streams of events: what the database has, in order, then what comes. A stream ends with the capture, with its time, or with the process.</summary>
internal sealed class CaptureStreams(
    IServiceScopeFactory scopes, IOptions<EnrollmentOptions> options, IHostApplicationLifetime process, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.EventStreams);

    /// <summary>A place, to be given back; null when all are taken.</summary>
    public IDisposable? TryOpen() => _slots.Wait(0) ? new Slot(_slots) : null;

    public async IAsyncEnumerable<SseItem<CaptureEvent>> ReadAsync(Guid capture, int after, [EnumeratorCancellation] CancellationToken cancel)
    {
        DateTimeOffset end = clock.GetUtcNow() + options.Value.EventStreamLifetime;
        for (bool open = true; open && clock.GetUtcNow() < end && !process.ApplicationStopping.IsCancellationRequested;)
        {
            foreach (CaptureEventRow row in await NextAsync(capture, after, cancel))
            {
                after = row.Number;
                open = row.State is CaptureState.Accepted or CaptureState.Proving or CaptureState.Proven;
                yield return Item(row);
            }

            if (open)
            {
                await Task.Delay(options.Value.EventPoll, clock, cancel);
            }
        }
    }

    public void Dispose() => _slots.Dispose();

    private static SseItem<CaptureEvent> Item(CaptureEventRow row) =>
        new(CaptureEvent.Of(row), JsonNamingPolicy.KebabCaseLower.ConvertName(row.State.ToString())) { EventId = row.Number.ToString(CultureInfo.InvariantCulture) };

    private async Task<List<CaptureEventRow>> NextAsync(Guid capture, int after, CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EnrollmentDb>().CaptureEvents.AsNoTracking()
            .Where(row => row.CaptureId == capture && row.Number > after).OrderBy(row => row.Number).ToListAsync(cancel);
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
