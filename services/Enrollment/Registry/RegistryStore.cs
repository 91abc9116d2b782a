using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Contracts;
using Zkml.Enrollment.Configuration;
using Zkml.Enrollment.Devices;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Storage;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment.Registry;

/// <summary>
/// The registry of devices: rows in the database, and the tree in memory, made from them at start and brought up to them before each use. Two processes
/// that publish at once want the same epoch number, which the database gives to one.
/// </summary>
internal sealed class RegistryStore(IOptions<EnrollmentOptions> options, TimeProvider clock) : IDisposable
{
    private const int Attempts = 5;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private DeviceRegistry? _registry;

    /// <summary>Reads the latest published registry.</summary>
    public async Task<T> ReadAsync<T>(EnrollmentDb db, Func<DeviceRegistry, T> read, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return read(await CurrentAsync(db, cancel));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Publishes what <paramref name="change"/> does to the registry as its next epoch, in one transaction with what it does to the database.</summary>
    /// <param name="change">False to leave all as it was. Runs anew after a change by another process.</param>
    public async Task<bool> PublishAsync(EnrollmentDb db, Func<DeviceRegistry, Task<bool>> change, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    return await TryPublishAsync(db, change, cancel);
                }
                catch (DbUpdateException e) when (!Transient.Is(e))
                {
                    db.ChangeTracker.Clear();
                    if (attempt == Attempts)
                    {
                        throw new DbUpdateConcurrencyException("Others publish epochs all the time.");
                    }
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<bool> TryPublishAsync(EnrollmentDb db, Func<DeviceRegistry, Task<bool>> change, CancellationToken cancel)
    {
        DeviceRegistry registry = await CurrentAsync(db, cancel);
        bool done = false;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (!await change(registry))
            {
                done = !registry.HasChanges;
                return false;
            }

            RegistryEpoch epoch = registry.Publish();
            Record(db, epoch);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return done = true;
        }
        finally
        {
            // A tree that may be ahead of the database is made anew.
            _registry = done ? registry : null;
        }
    }

    private void Record(EnrollmentDb db, RegistryEpoch epoch)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Digest root = epoch.Root.ToDigest();
        db.Epochs.Add(new EpochRow { Number = epoch.Number, Root = root, Devices = epoch.Count, PublishedAt = now });
        db.Publish(new RegistryEpochPublished
        {
            EventId = Guid.CreateVersion7(now),
            OccurredAt = now,
            CorrelationId = Guid.CreateVersion7(now),
            Epoch = epoch.Number,
            Root = root,
            Devices = epoch.Count,
        });
    }

    private async Task<DeviceRegistry> CurrentAsync(EnrollmentDb db, CancellationToken cancel)
    {
        DeviceRegistry registry = _registry ?? new DeviceRegistry(options.Value.RegistryDepth);
        _registry = null;
        long known = registry.Current.Number, latest = await db.Epochs.MaxAsync(epoch => (long?)epoch.Number, cancel) ?? 0;
        if (latest != known)
        {
            List<EpochRow> epochs = await db.Epochs.AsNoTracking().Where(epoch => epoch.Number > known && epoch.Number <= latest)
                .OrderBy(epoch => epoch.Number).ToListAsync(cancel);
            List<DeviceRow> devices = await db.Devices.AsNoTracking()
                .Where(device => (device.EnrolledEpoch > known && device.EnrolledEpoch <= latest) || device.RevokedEpoch > known)
                .OrderBy(device => device.Place).ToListAsync(cancel);
            Replay(registry, epochs, devices);
        }

        return _registry = registry;
    }

    private static void Replay(DeviceRegistry registry, List<EpochRow> epochs, List<DeviceRow> devices)
    {
        ILookup<long, DeviceRow> enrolled = devices.ToLookup(device => device.EnrolledEpoch);
        ILookup<long, DeviceRow> revoked = devices.Where(device => device.RevokedEpoch is not null).ToLookup(device => device.RevokedEpoch!.Value);
        foreach (EpochRow epoch in epochs)
        {
            foreach (DeviceRow device in enrolled[epoch.Number])
            {
                registry.Enroll(device.Key(), new FirmwareVersion((uint)device.Firmware), (uint)device.ModelNumber);
            }

            foreach (DeviceRow device in revoked[epoch.Number])
            {
                registry.Revoke(device.Place);
            }

            if (registry.Publish() != new RegistryEpoch((uint)epoch.Number, epoch.Root.ToBytes32(), epoch.Devices))
            {
                throw new InvalidOperationException($"The rows of the database do not give the registry that was published as epoch {epoch.Number}.");
            }
        }
    }
}
