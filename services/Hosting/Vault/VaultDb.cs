using Microsoft.EntityFrameworkCore;
using Zkml.Hosting.Storage;

namespace Zkml.Hosting.Vault;

/// <summary>Wrapped keys, and what is remembered of destroyed ones.</summary>
internal sealed class VaultDb(DbContextOptions<VaultDb> options) : PlatformDb(options)
{
    public const string Name = "Vault";

    public static Schema Schema { get; } = new(
        "vault",
        [
            new Migration(
                1,
                """
                CREATE TABLE vault_keys (
                    id {uuid} NOT NULL PRIMARY KEY,
                    purpose {text} NOT NULL,
                    master_id {bytes} NOT NULL,
                    wrapped {bytes},
                    sealed_at {int} NOT NULL,
                    expires_at {int} NOT NULL,
                    destroyed_at {int},
                    object_deleted {bool} NOT NULL);
                CREATE INDEX vault_keys_expiry ON vault_keys (expires_at) WHERE wrapped IS NOT NULL;
                CREATE INDEX vault_keys_destroyed ON vault_keys (destroyed_at) WHERE destroyed_at IS NOT NULL;
                """),
        ]);

    public DbSet<VaultEntry> Keys => Set<VaultEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<VaultEntry>().ToTable("vault_keys");

    internal sealed class VaultEntry
    {
        public Guid Id { get; init; }

        public VaultPurpose Purpose { get; init; }

        public byte[] MasterId { get; init; } = [];

        /// <summary>Null once destroyed.</summary>
        public byte[]? Wrapped { get; init; }

        public DateTimeOffset SealedAt { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? DestroyedAt { get; init; }

        public bool ObjectDeleted { get; init; }
    }
}
