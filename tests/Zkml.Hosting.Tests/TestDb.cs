using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Tests;

/// <summary>A service's database with one table: what its handler saw.</summary>
internal sealed class TestDb(DbContextOptions<TestDb> options) : ServiceDb(options)
{
    public static Schema Schema { get; } = new(
        "test",
        [
            new Migration(1, "CREATE TABLE notes (id {identity}, capture_id {uuid} NOT NULL, reason {text} NOT NULL, seen_at {int} NOT NULL)"),
            new Migration(2, "ALTER TABLE notes ADD COLUMN digest {bytes}"),
        ]);

    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Note>().ToTable("notes");
    }

    internal sealed class Note
    {
        public long Id { get; set; }

        public Guid CaptureId { get; set; }

        public ProofRejectionReason Reason { get; set; }

        public DateTimeOffset SeenAt { get; set; }

        public Digest? Digest { get; set; }
    }
}
