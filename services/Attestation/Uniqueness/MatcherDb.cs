using Microsoft.EntityFrameworkCore;
using Zkml.Hosting.Storage;

namespace Zkml.Attestation.Uniqueness;

/// <summary>The database of one matcher store: two of three shares of each template, encrypted under the store's key. No other database has them.</summary>
internal abstract class MatcherDb(DbContextOptions options) : PlatformDb(options)
{
    public static Schema Schema { get; } = new(
        "matcher",
        [
            new Migration(1, "CREATE TABLE shares (id {identity}, capture_id {uuid} NOT NULL UNIQUE, sealed {bytes} NOT NULL)"),
        ]);

    public DbSet<SharesRow> Shares => Set<SharesRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<SharesRow>().ToTable("shares").HasKey(row => row.CaptureId);

    internal sealed class SharesRow
    {
        public required Guid CaptureId { get; init; }

        public required byte[] Sealed { get; init; }
    }

    internal sealed class First(DbContextOptions<First> options) : MatcherDb(options);

    internal sealed class Second(DbContextOptions<Second> options) : MatcherDb(options);

    internal sealed class Third(DbContextOptions<Third> options) : MatcherDb(options);
}
