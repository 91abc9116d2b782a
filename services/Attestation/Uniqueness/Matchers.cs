using Microsoft.Extensions.Options;
using Zkml.Attestation.Cases;
using Zkml.Fields;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;
using Zkml.Matching;

namespace Zkml.Attestation.Uniqueness;

/// <summary>
/// The three matchers together. What leaves is which of the enrolled templates are of the same eye; the sums of the parts, from which a distance could be
/// read, are looked at by <see cref="MatchRule"/> and dropped.
/// </summary>
internal sealed class Matchers : IDisposable
{
    /// <summary>Compared at a time: 128 kB in each store.</summary>
    private const int Batch = 128;

    private readonly MatchRule _rule = new();
    private readonly MatcherKeys[] _keys;
    private readonly MatcherStore[] _stores;

    public Matchers(
        IOptions<AttestationOptions> options, IOptions<StorageOptions> storage, IOptions<ProfileOptions> profile, ICaptureVault vault, IServiceScopeFactory scopes)
    {
        _keys = MatcherKeys.ReadAll(options.Value, storage.Value, profile.Value);
        Func<IServiceProvider, MatcherDb>[] databases =
        [
            services => services.GetRequiredService<MatcherDb.First>(),
            services => services.GetRequiredService<MatcherDb.Second>(),
            services => services.GetRequiredService<MatcherDb.Third>(),
        ];
        _stores = [.. _keys.Select((keys, number) => new MatcherStore(number, keys, vault, scopes, databases[number]))];
    }

    /// <summary>Each store takes its shares; the first that cannot says why.</summary>
    public async Task<ShareIntake> TakeAsync(Case work, IReadOnlyList<KoalaBear[]> commitments, CancellationToken cancel)
    {
        Guid[] shares = work.Shares();
        if (shares.Length != _stores.Length)
        {
            return ShareIntake.Missing;
        }

        foreach ((MatcherStore store, Guid share) in _stores.Zip(shares))
        {
            if (await store.TakeAsync(work.CaptureId, share, commitments, cancel) is var result and not ShareIntake.Taken)
            {
                return result;
            }
        }

        return ShareIntake.Taken;
    }

    /// <summary>Which of the others are of the same eye.</summary>
    public async Task<List<Guid>> FindAsync(Guid probe, IReadOnlyList<Guid> others, Guid attempt, CancellationToken cancel)
    {
        var found = new List<Guid>();
        foreach (Guid[] batch in others.Chunk(Batch))
        {
            PartialProducts[][] parts = await Task.WhenAll(_stores.Select(store => Task.Run(() => store.CompareAsync(probe, batch, attempt, cancel), cancel)));
            found.AddRange(batch.Where((_, i) => _rule.Matches(parts[0][i], parts[1][i], parts[2][i])));
        }

        return found;
    }

    public async Task DeleteAsync(Guid capture, CancellationToken cancel)
    {
        foreach (MatcherStore store in _stores)
        {
            await store.DeleteAsync(capture, cancel);
        }
    }

    public void Dispose()
    {
        foreach (MatcherKeys keys in _keys)
        {
            keys.Dispose();
        }
    }
}
