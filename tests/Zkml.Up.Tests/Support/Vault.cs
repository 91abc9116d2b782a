using Microsoft.Data.Sqlite;

namespace Zkml.Up.Tests.Support;

/// <summary>Looks into the vault of a house that has stopped.</summary>
internal static class Vault
{
    public static async Task<(long Entries, long Keys)> CountAsync(string dataFolder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "storage", "vault.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), count(wrapped) FROM vault_keys";
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
