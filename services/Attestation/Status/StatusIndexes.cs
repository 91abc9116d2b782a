using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;

namespace Zkml.Attestation.Status;

/// <summary>Finds a free entry at random, so that an entry says nothing of when a credential was issued. Taking it is the attestation's row.</summary>
internal sealed class StatusIndexes(IOptions<AttestationOptions> options)
{
    public async Task<(int List, int Index)> PickAsync(AttestationDb db, CancellationToken cancel)
    {
        StatusListRow list = await CurrentAsync(db, cancel);
        while (true)
        {
            // At least half of the entries are free: two tries on average, at the worst.
            int index = RandomNumberGenerator.GetInt32(list.Entries);
            if (!await db.Attestations.AnyAsync(row => row.StatusList == list.Number && row.StatusIndex == index, cancel))
            {
                return (list.Number, index);
            }
        }
    }

    private async Task<StatusListRow> CurrentAsync(AttestationDb db, CancellationToken cancel)
    {
        StatusListRow? last = await db.StatusLists.AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        if (last is not null && await db.Attestations.CountAsync(row => row.StatusList == last.Number, cancel) < last.Entries / 2)
        {
            return last;
        }

        int next = (last?.Number ?? 0) + 1, entries = options.Value.StatusListEntries;
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO status_lists (number, entries, version) VALUES ({next}, {entries}, 0) ON CONFLICT DO NOTHING", cancel);
        return await db.StatusLists.AsNoTracking().SingleAsync(row => row.Number == next, cancel);
    }
}
