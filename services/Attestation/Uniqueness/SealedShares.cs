using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Zkml.Hosting.Vault;
using Zkml.Matching;

namespace Zkml.Attestation.Uniqueness;

/// <summary>
/// Reads boxes of one length into one buffer: 128 kB each, thousands for one comparison, and the collector would have to free each as a large object
/// (measured: half of the time). One at a time, in one thread.
/// </summary>
internal sealed class SealedShares(MatcherDb db)
{
    private readonly byte[] _box = new byte[Envelope.Overhead + StoreShares.ByteLength];

    /// <summary>For what a box is opened to; whoever does zeroes it.</summary>
    public byte[] Plain { get; } = new byte[StoreShares.ByteLength];

    /// <summary>Good until the next is read. Null when there is none.</summary>
    public async Task<byte[]?> FindAsync(Guid capture, CancellationToken cancel)
    {
        byte[]? found = null;
        await ForEachAsync([capture], (_, box) => found = box, cancel);
        return found;
    }

    /// <summary>Those that there are, in any order; a box is good during its call.</summary>
    public async Task ForEachAsync(IReadOnlyList<Guid> captures, Action<Guid, byte[]> use, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        for (int i = 0; i < captures.Count; i++)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{i}", captures[i]);
            command.Parameters.Add(parameter);
        }

        // With the row's number SQLite reads into our buffer; without it, into one of its own each time.
        command.CommandText = $"SELECT id, capture_id, sealed FROM shares WHERE capture_id IN ({string.Join(", ", captures.Select((_, i) => $"@p{i}"))})";
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            await using Stream stored = reader.GetStream(2);
            await stored.ReadExactlyAsync(_box, cancel);
            if (stored.ReadByte() >= 0)
            {
                throw new InvalidOperationException("Sealed shares are longer than they must be.");
            }

            use(reader.GetGuid(1), _box);
        }
    }
}
