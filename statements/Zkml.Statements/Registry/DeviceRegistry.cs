using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Registry;

/// <summary>
/// The registry of capture devices: a Poseidon2 tree with one leaf per device, in order of enrolment, that all statements prove membership in.
/// Changes wait until <see cref="Publish"/> makes them the next epoch; roots and paths are always those of the published one. Not safe for several threads.
/// </summary>
public sealed class DeviceRegistry
{
    private readonly PoseidonMerkleTree _tree;
    private readonly List<RegisteredDevice> _devices = [];
    private readonly Dictionary<P256PublicKey, int> _places = [];
    private readonly SortedSet<int> _revoked = [];

    /// <summary>An empty registry, published as epoch 0.</summary>
    public DeviceRegistry(int depth = 20)
    {
        _tree = new PoseidonMerkleTree(depth);
        AddToHistory(0);
    }

    public int Depth => _tree.Depth;

    /// <summary>Of the published epoch.</summary>
    public KoalaBear[] Root => _tree.Root;

    /// <summary>The published epoch.</summary>
    public RegistryEpoch Current => History.Latest!.Value;

    public RootHistory History { get; } = new();

    /// <summary>All devices in order of their leaves; the last ones may wait for the next epoch.</summary>
    public IReadOnlyList<RegisteredDevice> Devices => _devices;

    public int Capacity => _tree.Capacity;

    /// <summary>Whether something waits for the next epoch.</summary>
    public bool HasChanges => _devices.Count > _tree.Count || _revoked.Count > 0;

    private uint Next => Current.Number + 1;

    /// <summary>The place of a key's leaf.</summary>
    public bool TryFind(P256PublicKey key, out int place) => _places.TryGetValue(key, out place);

    /// <summary>Adds a device from the next epoch on. A key is enrolled once, even if it was revoked since.</summary>
    /// <returns>Its place.</returns>
    public int Enroll(P256PublicKey key, FirmwareVersion firmware = default, uint model = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(model, DeviceAttributes.MaxModel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_devices.Count, Capacity, nameof(key));
        int place = _devices.Count;
        if (!_places.TryAdd(key, place))
        {
            throw new ArgumentException("The key is enrolled already.", nameof(key));
        }

        _devices.Add(new RegisteredDevice(key, new DeviceEpochs(Next), firmware, model));
        return place;
    }

    /// <summary>Ends a device from the next epoch on; its leaf keeps its place and says so.</summary>
    public void Revoke(int place)
    {
        RegisteredDevice device = _devices[place];
        if (device.Status == DeviceStatus.Revoked)
        {
            throw new ArgumentException("The device is revoked already.", nameof(place));
        }

        _devices[place] = device with { Epochs = device.Epochs with { Revoked = Next } };
        if (place < _tree.Count)
        {
            _revoked.Add(place);
        }
    }

    /// <summary>Makes what waits the next epoch. Costs depth compressions for a change, two for each of many devices enrolled together.</summary>
    public RegistryEpoch Publish()
    {
        // The two last numbers are no epochs: one stands for never, and the statement compares with epoch + 1.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Next, DeviceEpochs.Never - 1, nameof(Next));
        foreach (int place in _revoked)
        {
            _tree.Update(place, Leaf(_devices[place]));
        }

        _revoked.Clear();
        if (_devices.Count > _tree.Count)
        {
            _tree.AppendRange([.. _devices.Skip(_tree.Count).SelectMany(Leaf)]);
        }

        return AddToHistory(Next);
    }

    /// <summary>A device in the published epoch. Null when the key is not enrolled in it; a revoked device has its leaf, and cannot prove with it.</summary>
    public DeviceMembership? Membership(P256PublicKey key) => TryFind(key, out int place) ? Membership(place) : null;

    /// <summary>Null when the device waits for its first epoch.</summary>
    public DeviceMembership? Membership(int place)
    {
        RegisteredDevice device = _devices[place];
        return place >= _tree.Count ? null : new DeviceMembership(_tree.Path(place), Published(device).Attributes);
    }

    /// <summary>As file: <see cref="RegistrySnapshot"/>.</summary>
    public byte[] Write() => RegistrySnapshot.Write(this);

    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out DeviceRegistry? registry) => RegistrySnapshot.TryRead(file, out registry);

    private static KoalaBear[] Leaf(RegisteredDevice device) => device.Attributes.Leaf(device.Key.ToArray());

    /// <summary>Without a revocation that waits.</summary>
    private RegisteredDevice Published(RegisteredDevice device) =>
        device.Epochs.Revoked == Next ? device with { Epochs = device.Epochs with { Revoked = DeviceEpochs.Never } } : device;

    private RegistryEpoch AddToHistory(uint number)
    {
        var epoch = new RegistryEpoch(number, RowHash.WriteDigest(_tree.Root), _tree.Count);
        return History.TryAdd(epoch) ? epoch : throw new InvalidOperationException("Epochs follow each other.");
    }
}
