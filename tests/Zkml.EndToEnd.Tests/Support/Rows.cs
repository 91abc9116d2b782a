using Npgsql;

namespace Zkml.EndToEnd.Tests.Support;

/// <summary>What the databases of a house hold, asked past the services.</summary>
internal static class Rows
{
    /// <summary>Keys of captures and of shares that can still open something.</summary>
    public static async Task<long> LivingKeysAsync(House house) => (await ListAsync<long>(house, "vault", "SELECT count(*) FROM vault_keys WHERE wrapped IS NOT NULL"))[0];

    public static Task<List<Guid>> AttestedCapturesAsync(House house) => ListAsync<Guid>(house, "attestation", "SELECT capture_id FROM attestations");

    /// <summary>Ids of all events that the services have announced.</summary>
    public static async Task<HashSet<Guid>> AnnouncedAsync(House house)
    {
        HashSet<Guid> ids = [];
        foreach (string database in (string[])["enrollment", "prover", "attestation"])
        {
            ids.UnionWith(await ListAsync<Guid>(house, database, "SELECT event_id FROM outbox"));
        }

        return ids;
    }

    /// <summary>Messages that wait for the broker.</summary>
    public static async Task<long> UnpublishedAsync(House house)
    {
        long waiting = 0;
        foreach (string database in (string[])["enrollment", "prover", "attestation"])
        {
            waiting += (await ListAsync<long>(house, database, "SELECT count(*) FROM outbox WHERE published_at IS NULL"))[0];
        }

        return waiting;
    }

    private static async Task<List<T>> ListAsync<T>(House house, string database, string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(house.Database.ConnectionString(database));
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(await reader.GetFieldValueAsync<T>(0));
        }

        return rows;
    }
}
