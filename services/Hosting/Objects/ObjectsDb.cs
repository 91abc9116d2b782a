using Microsoft.EntityFrameworkCore;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Objects;

internal sealed class ObjectsDb(DbContextOptions<ObjectsDb> options) : PlatformDb(options)
{
    public const string Name = "Objects";

    public static Schema Schema { get; } = new(
        "objects",
        [
            new Migration(
                1,
                "CREATE TABLE objects (kind {text} NOT NULL, id {uuid} NOT NULL, size {int} NOT NULL, body {bytes} NOT NULL, PRIMARY KEY (kind, id))"),
        ]);

    public DbSet<StoredObject> Objects => Set<StoredObject>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<StoredObject>().ToTable("objects").HasKey(stored => new { stored.Kind, stored.Id });

    internal sealed class StoredObject
    {
        public ObjectKind Kind { get; init; }

        public Guid Id { get; init; }

        public long Size { get; init; }

        public byte[] Body { get; init; } = [];
    }
}
