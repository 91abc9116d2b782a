namespace Zkml.Statements.Registry;

/// <summary>
/// Which root each epoch had. It only grows: an epoch after the latest, or one that is known with the same root, is taken; an earlier one that was
/// not known then, or another root for a known one, is a rolled back or split registry. Safe for several threads.
/// </summary>
public sealed class RootHistory
{
    private readonly Lock _guard = new();

    private readonly Dictionary<uint, RegistryEpoch> _epochs = [];

    private RegistryEpoch? _latest;

    /// <summary>Null as long as there is none.</summary>
    public RegistryEpoch? Latest
    {
        get
        {
            lock (_guard)
            {
                return _latest;
            }
        }
    }

    /// <summary>All epochs, earliest first, as they are now.</summary>
    public RegistryEpoch[] All()
    {
        lock (_guard)
        {
            return [.. _epochs.Values.OrderBy(epoch => epoch.Number)];
        }
    }

    public RegistryEpoch? Find(uint number)
    {
        lock (_guard)
        {
            return _epochs.TryGetValue(number, out RegistryEpoch epoch) ? epoch : null;
        }
    }

    /// <summary>False when the epoch contradicts what is known; nothing is changed then.</summary>
    public bool TryAdd(RegistryEpoch epoch)
    {
        lock (_guard)
        {
            if (_epochs.TryGetValue(epoch.Number, out RegistryEpoch known))
            {
                return known == epoch;
            }

            if (_latest is { } latest && (epoch.Number < latest.Number || epoch.Count < latest.Count))
            {
                return false;
            }

            _epochs.Add(epoch.Number, epoch);
            _latest = epoch;
            return true;
        }
    }
}
