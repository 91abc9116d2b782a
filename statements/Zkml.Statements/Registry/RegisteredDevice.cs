using Zkml.Captures;

namespace Zkml.Statements.Registry;

/// <summary>A device as the registry keeps it.</summary>
/// <param name="Key">That signs captures.</param>
/// <param name="Epochs">When it may sign.</param>
/// <param name="Firmware">When it was enrolled.</param>
/// <param name="Model">The registry's number for the kind of device.</param>
public sealed record RegisteredDevice(P256PublicKey Key, DeviceEpochs Epochs, FirmwareVersion Firmware, uint Model)
{
    public DeviceStatus Status => Epochs.Revoked == DeviceEpochs.Never ? DeviceStatus.Active : DeviceStatus.Revoked;

    public DeviceAttributes Attributes => new(Epochs, Firmware, Model, Status);
}
