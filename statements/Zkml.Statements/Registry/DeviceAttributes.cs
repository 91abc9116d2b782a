using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Registry;

/// <summary>
/// What the registry says of a device beside its key: the 8 attributes of its leaf. Numbers of 32 bits are two limbs of 16, lowest first:
///   0, 1 enrolled    2, 3 revoked    4, 5 firmware    6 model    7 status
/// The iris statement reads the epochs; both statements ask for the status "active"; the rest stays hidden.
/// </summary>
/// <param name="Epochs">When the device may sign.</param>
/// <param name="Firmware">When it was enrolled.</param>
/// <param name="Model">The registry's number for the kind of device, below 2^24; 0 when it has none.</param>
/// <param name="Status">Revoked from the epoch on in which the leaf says so.</param>
public readonly record struct DeviceAttributes(
    DeviceEpochs Epochs, FirmwareVersion Firmware = default, uint Model = 0, DeviceStatus Status = DeviceStatus.Active)
{
    /// <summary>Three bytes: an element with room to spare.</summary>
    public const uint MaxModel = (1 << 24) - 1;

    internal const int LimbsPerEpoch = 2, EpochLimbs = 2 * LimbsPerEpoch;

    /// <summary>The last attribute; all before it may be anything.</summary>
    internal const int StatusPlace = DeviceLeaf.AttributeCount - 1;

    private const uint LimbMask = (1 << LimbOrder.LimbBits) - 1;

    /// <summary>The 8 attributes of the leaf.</summary>
    public KoalaBear[] Elements() =>
    [
        Low(Epochs.Enrolled), High(Epochs.Enrolled), Low(Epochs.Revoked), High(Epochs.Revoked), Low(Firmware.Value), High(Firmware.Value),
        KoalaBear.FromUInt32(Model), KoalaBear.FromUInt32((uint)Status),
    ];

    /// <summary>The leaf of a device with these attributes.</summary>
    /// <param name="key">x ‖ y, 64 bytes.</param>
    public KoalaBear[] Leaf(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, P256PublicKey.Length, nameof(key));
        return DeviceLeaf.Hash(key[..DeviceLeaf.CoordinateLength], key[DeviceLeaf.CoordinateLength..], Elements());
    }

    private static KoalaBear Low(uint value) => KoalaBear.FromUInt32(value & LimbMask);

    private static KoalaBear High(uint value) => KoalaBear.FromUInt32(value >> LimbOrder.LimbBits);
}
