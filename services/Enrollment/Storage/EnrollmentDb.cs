using Microsoft.EntityFrameworkCore;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Challenges;
using Zkml.Enrollment.Devices;
using Zkml.Enrollment.Registry;
using Zkml.Hosting.Storage;

namespace Zkml.Enrollment.Storage;

/// <summary>Challenges, devices, epochs, and the course of captures: no image, no template, no key of either.</summary>
internal sealed class EnrollmentDb(DbContextOptions<EnrollmentDb> options) : ServiceDb(options)
{
    public const string Name = "Enrollment";

    public DbSet<ChallengeRow> Challenges => Set<ChallengeRow>();

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    public DbSet<EpochRow> Epochs => Set<EpochRow>();

    public DbSet<CaptureRow> Captures => Set<CaptureRow>();

    public DbSet<CaptureEventRow> CaptureEvents => Set<CaptureEventRow>();

    /// <summary>A capture that is to be changed, inside a transaction: who wants to change it too waits, and then sees the change.</summary>
    public async Task<CaptureRow?> LockCaptureAsync(Guid id, CancellationToken cancel)
    {
        await Captures.Where(capture => capture.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(capture => capture.Events, capture => capture.Events), cancel);
        return await Captures.SingleOrDefaultAsync(capture => capture.Id == id, cancel);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<ChallengeRow>().ToTable("challenges").HasKey(challenge => challenge.Nonce);
        modelBuilder.Entity<DeviceRow>().ToTable("devices");
        modelBuilder.Entity<EpochRow>().ToTable("epochs").HasKey(epoch => epoch.Number);
        modelBuilder.Entity<EpochRow>().Property(epoch => epoch.Number).ValueGeneratedNever();
        modelBuilder.Entity<CaptureRow>().ToTable("captures");

        // So that a capture is written before its first event.
        modelBuilder.Entity<CaptureEventRow>().HasOne<CaptureRow>().WithMany().HasForeignKey(entry => entry.CaptureId);
        modelBuilder.Entity<CaptureEventRow>().ToTable("capture_events").HasKey(entry => new { entry.CaptureId, entry.Number });
    }
}
