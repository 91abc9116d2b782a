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

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<ChallengeRow>().ToTable("challenges").HasKey(challenge => challenge.Nonce);
        modelBuilder.Entity<DeviceRow>().ToTable("devices");
        modelBuilder.Entity<EpochRow>().ToTable("epochs").HasKey(epoch => epoch.Number);
        modelBuilder.Entity<EpochRow>().Property(epoch => epoch.Number).ValueGeneratedNever();
        modelBuilder.Entity<CaptureRow>().ToTable("captures").Property(capture => capture.Events).IsConcurrencyToken();
        modelBuilder.Entity<CaptureEventRow>().ToTable("capture_events").HasKey(entry => new { entry.CaptureId, entry.Number });
    }
}
