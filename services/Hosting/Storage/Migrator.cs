using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Zkml.Hosting.Storage;

/// <summary>Applies the missing steps of a schema, each in one transaction; processes that start together wait for each other.</summary>
internal static class Migrator
{
    /// <summary>A number of ours for pg_advisory_xact_lock: one migration at a time in a database.</summary>
    private const long Lock = 0x7A6B6D6C_00000001;

    public static async Task MigrateAsync(DbContext db, Schema schema, TimeProvider clock, CancellationToken cancel)
    {
        DatabaseKind kind = KindOf(db);
        if (kind == DatabaseKind.Sqlite)
        {
            // Readers do not wait for the writer; what is deleted is overwritten.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
        }

        foreach (Migration migration in schema.Migrations.OrderBy(step => step.Version))
        {
            await ApplyAsync(db, kind, schema.Name, migration, clock, cancel);
        }
    }

    public static DatabaseKind KindOf(DbContext db) => db.Database.IsNpgsql() ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite;

    private static async Task ApplyAsync(
        DbContext db, DatabaseKind kind, string schema, Migration migration, TimeProvider clock, CancellationToken cancel)
    {
        // On SQLite a transaction takes the write lock at its beginning.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (kind == DatabaseKind.PostgreSql)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancel);
        }

        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS schema_versions (name text NOT NULL, version integer NOT NULL, applied_at bigint NOT NULL, PRIMARY KEY (name, version))",
            cancel);
        int applied = await db.Database
            .SqlQuery<int>($"SELECT CAST(count(*) AS integer) AS \"Value\" FROM schema_versions WHERE name = {schema} AND version = {migration.Version}")
            .SingleAsync(cancel);
        if (applied == 0)
        {
            await ExecuteAsync(db, migration.For(kind), cancel);
            long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            await db.Database.ExecuteSqlAsync($"INSERT INTO schema_versions VALUES ({schema}, {migration.Version}, {now})", cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Not through EF's raw SQL, which reads braces as parameters.</summary>
    private static async Task ExecuteAsync(DbContext db, string sql, CancellationToken cancel)
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
