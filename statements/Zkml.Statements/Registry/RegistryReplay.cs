using Zkml.Captures;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Registry;

/// <summary>Makes a registry again from what was written of it, epoch by epoch; null when that cannot have been its course.</summary>
internal static class RegistryReplay
{
    /// <param name="depth">Of the tree.</param>
    /// <param name="roots">Of all epochs from 0 on, 32 bytes each.</param>
    /// <param name="devices">In order of their leaves.</param>
    public static DeviceRegistry? Run(int depth, ReadOnlySpan<byte> roots, List<RegisteredDevice> devices)
    {
        if (depth is < 1 or > PoseidonMerkleTree.MaxDepth || devices.Count > 1 << depth || roots.IsEmpty || roots.Length % Bytes32.Length != 0
            || devices.DistinctBy(device => device.Key).Count() != devices.Count)
        {
            return null;
        }

        uint epochs = (uint)(roots.Length / Bytes32.Length);
        ILookup<uint, int> revocations = Enumerable.Range(0, devices.Count)
            .Where(place => devices[place].Epochs.Revoked != DeviceEpochs.Never).ToLookup(place => devices[place].Epochs.Revoked);
        var registry = new DeviceRegistry(depth);
        for (uint epoch = 1; epoch <= epochs; epoch++)
        {
            if (registry.Current.Root != new Bytes32(roots.Slice((int)(epoch - 1) * Bytes32.Length, Bytes32.Length)) || !Change(registry, devices, revocations, epoch))
            {
                return null;
            }

            if (epoch < epochs)
            {
                registry.Publish();
            }
        }

        // A device or a revocation of a later epoch than the one that waits, or of an earlier one than its neighbours, was never reached.
        return registry.Devices.SequenceEqual(devices) ? registry : null;
    }

    /// <summary>What became or becomes good with this epoch.</summary>
    private static bool Change(DeviceRegistry registry, List<RegisteredDevice> devices, ILookup<uint, int> revocations, uint epoch)
    {
        for (int place = registry.Devices.Count; place < devices.Count && devices[place].Epochs.Enrolled == epoch; place++)
        {
            registry.Enroll(devices[place].Key, devices[place].Firmware, devices[place].Model);
        }

        foreach (int place in revocations[epoch])
        {
            if (place >= registry.Devices.Count)
            {
                return false;
            }

            registry.Revoke(place);
        }

        return true;
    }
}
