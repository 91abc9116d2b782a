using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Hosting.Tests.Storage;

public sealed class Schemas(RunningServers servers) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_steps_give_the_tables_the_code_expects(DatabaseKind kind)
    {
        DbContext[] databases =
        [
            new TestDb(await OptionsAsync<TestDb>(kind)), new VaultDb(await OptionsAsync<VaultDb>(kind)), new ObjectsDb(await OptionsAsync<ObjectsDb>(kind)),
        ];
        Schema[][] schemas = [[Schema.Messages, TestDb.Schema], [VaultDb.Schema], [ObjectsDb.Schema]];
        foreach ((DbContext db, Schema[] of) in databases.Zip(schemas))
        {
            await MigrateAsync(db, of);
            Assert.Equal(Expected(db), await FoundAsync(db));
            await db.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Processes_that_start_together_migrate_once_and_a_second_start_changes_nothing(DatabaseKind kind)
    {
        DbContextOptions<TestDb> options = await OptionsAsync<TestDb>(kind);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using TestDb db = new(options);
            await MigrateAsync(db, Schema.Messages, TestDb.Schema);
        })));

        await using TestDb db = new(options);
        await MigrateAsync(db, Schema.Messages, TestDb.Schema);
        Assert.Equal(3, await db.Database.SqlQuery<int>($"SELECT CAST(count(*) AS integer) AS \"Value\" FROM schema_versions").SingleAsync());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_later_step_keeps_what_is_there(DatabaseKind kind)
    {
        DbContextOptions<TestDb> options = await OptionsAsync<TestDb>(kind);
        Guid capture = Guid.CreateVersion7();
        await using TestDb db = new(options);
        await MigrateAsync(db, TestDb.Schema with { Migrations = [TestDb.Schema.Migrations[0]] });
        await db.Database.ExecuteSqlAsync($"INSERT INTO notes (capture_id, reason, seen_at) VALUES ({capture}, {"Quality"}, {1000L})");
        await MigrateAsync(db, TestDb.Schema);
        TestDb.Note note = await db.Notes.SingleAsync();
        note.Digest = new Digest(new byte[32]);
        await db.SaveChangesAsync();

        await using TestDb again = new(options);
        TestDb.Note read = await again.Notes.SingleAsync(other => other.CaptureId == capture && other.Digest == note.Digest);
        Assert.Equal((ProofRejectionReason.Quality, DateTimeOffset.FromUnixTimeSeconds(1)), (read.Reason, read.SeenAt));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_behind()
    {
        await using TestDb db = new(await OptionsAsync<TestDb>(DatabaseKind.Sqlite));
        Schema wrong = new("wrong", [new Migration(1, "CREATE TABLE half (id {int}); CREATE TABLE half (id {int})")]);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => MigrateAsync(db, wrong));
        Assert.Equal(0, await db.Database.SqlQuery<int>($"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = 'half'").SingleAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task MigrateAsync(DbContext db, params Schema[] schemas)
    {
        foreach (Schema schema in schemas)
        {
            await Migrator.MigrateAsync(db, schema, TimeProvider.System, default);
        }
    }

    private async Task<DbContextOptions<TDb>> OptionsAsync<TDb>(DatabaseKind kind)
        where TDb : DbContext
    {
        DbContextOptionsBuilder<TDb> builder = new();
        string name = $"test{Guid.NewGuid():N}";
        return kind == DatabaseKind.Sqlite
            ? builder.UseSqlite($"Data Source={_folder.File(name)}").Options
            : builder.UseNpgsql(await (await servers.DatabaseAsync()).CreateDatabaseAsync(name)).Options;
    }

    /// <summary>table.column, and whether it may be null, as the model has it.</summary>
    private static string[] Expected(DbContext db) =>
    [
        .. (from entity in db.Model.GetEntityTypes()
            from property in entity.GetProperties()
            select $"{entity.GetTableName()}.{property.GetColumnName()} {property.IsNullable}").Order(StringComparer.Ordinal),
    ];

    private static async Task<string[]> FoundAsync(DbContext db)
    {
        string[] tables = [.. db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!)];
        List<string> found = [];
        foreach (string table in tables)
        {
            found.AddRange(await (Migrator.KindOf(db) == DatabaseKind.Sqlite
                ? db.Database.SqlQuery<string>($"SELECT name || CASE WHEN \"notnull\" = 1 OR pk > 0 THEN ' False' ELSE ' True' END AS \"Value\" FROM pragma_table_info({table})")
                : db.Database.SqlQuery<string>($"SELECT column_name || CASE is_nullable WHEN 'YES' THEN ' True' ELSE ' False' END AS \"Value\" FROM information_schema.columns WHERE table_name = {table}"))
                .Select(column => table + "." + column).ToArrayAsync());
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
