using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Cases;
using Zkml.Captures;
using Zkml.Statements.Registry;

namespace Zkml.Attestation.Roots;

/// <summary>The roots that proofs may be under. Rows are only added, so their number says whether a copy is up to date.</summary>
internal sealed class PublishedRoots(IServiceScopeFactory scopes)
{
    private volatile Copy _copy = new([], new RootHistory(), new Dictionary<long, string>());

    /// <summary>All of them, as a verifier trusts them.</summary>
    public async Task<IReadOnlyDictionary<long, string>> AllAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Hex;

    /// <summary>All of them, and how many epochs behind the last one a proof may be when a root that was replaced before <paramref name="since"/> no longer counts.</summary>
    public async Task<(RootHistory History, uint Grace)> SinceAsync(DateTimeOffset since, CancellationToken cancel)
    {
        Copy copy = await ReadAsync(cancel);
        int oldest = Math.Max(0, Array.FindLastIndex(copy.Rows, row => row.PublishedAt <= since));
        return (copy.History, copy.Rows.Length == 0 ? 0 : (uint)(copy.Rows[^1].Number - copy.Rows[oldest].Number));
    }

    private async Task<Copy> ReadAsync(CancellationToken cancel)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        AttestationDb db = scope.ServiceProvider.GetRequiredService<AttestationDb>();
        if (await db.Epochs.CountAsync(cancel) == _copy.Rows.Length)
        {
            return _copy;
        }

        EpochRow[] rows = await db.Epochs.AsNoTracking().OrderBy(row => row.Number).ToArrayAsync(cancel);
        var history = new RootHistory();
        foreach (EpochRow row in rows)
        {
            if (!history.TryAdd(new RegistryEpoch(checked((uint)row.Number), new Bytes32(row.Root.ToArray()), row.Devices)))
            {
                throw new InvalidOperationException($"Epoch {row.Number} contradicts those before it.");
            }
        }

        return _copy = new Copy(rows, history, rows.ToDictionary(row => row.Number, row => row.Root.ToString()));
    }

    private sealed record Copy(EpochRow[] Rows, RootHistory History, IReadOnlyDictionary<long, string> Hex);
}
