using Zkml.Captures;

namespace Zkml.Statements.Registry;

/// <summary>
/// Which root each epoch had. It only grows: an epoch after the latest, or one that is known with the same root, is taken; an earlier one that was
/// not known then, or another root for a known one, is a rolled back or split registry.
/// </summary>
public sealed class RootHistory
{
    private readonly Dictionary<uint, RegistryEpoch> _epochs = [];

    /// <summary>Null as long as there is none.</summary>
    public RegistryEpoch? Latest { get; private set; }

    public int Count => _epochs.Count;

    /// <summary>All epochs, earliest first.</summary>
    public IEnumerable<RegistryEpoch> All => _epochs.Values.OrderBy(epoch => epoch.Number);

    public RegistryEpoch? Find(uint number) => _epochs.TryGetValue(number, out RegistryEpoch epoch) ? epoch : null;

    /// <summary>False when the epoch contradicts what is known; nothing is changed then.</summary>
    public bool TryAdd(RegistryEpoch epoch)
    {
        if (_epochs.TryGetValue(epoch.Number, out RegistryEpoch known))
        {
            return known == epoch;
        }

        if (Latest is { } latest && (epoch.Number < latest.Number || epoch.Count < latest.Count))
        {
            return false;
        }

        _epochs.Add(epoch.Number, epoch);
        Latest = epoch;
        return true;
    }
}
