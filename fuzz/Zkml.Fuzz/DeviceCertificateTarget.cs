using Zkml.Captures;
using Zkml.Device.Certificates;
using Zkml.Device.Keys;

namespace Zkml.Fuzz;

/// <summary>Validation of a device certificate under a trusted root: accepting anything but the seed would be a forgery.</summary>
public sealed class DeviceCertificateTarget : IFuzzTarget
{
    private readonly Lazy<(DeviceTrust Trust, byte[] Device)> _valid = new(Issue);

    public string Name => "device-certificate";

    public IReadOnlyList<byte[]> Seeds => [_valid.Value.Device];

    public void Run(ReadOnlySpan<byte> input)
    {
        (DeviceTrust trust, byte[] device) = _valid.Value;
        if (DeviceChain.Validate([input.ToArray()], trust, out _) == DeviceChainRejection.None && !input.SequenceEqual(device))
        {
            throw new InvalidOperationException("A changed certificate was accepted.");
        }
    }

    private static (DeviceTrust Trust, byte[] Device) Issue()
    {
        using SoftwareDeviceKey rootKey = SoftwareDeviceKey.Generate(), deviceKey = SoftwareDeviceKey.Generate();
        Validity day = Validity.From(TimeProvider.System, TimeSpan.FromDays(1));
        ManufacturerAuthority root = ManufacturerAuthority.CreateRoot(rootKey, "Maker root", 0, day);
        byte[] device = root.IssueDevice(deviceKey.PublicKey, "SN-1", DeviceOids.SimulatedModel, new FirmwareVersion(1, 2, 3), day);
        return (new DeviceTrust([root.Certificate], TimeProvider.System), device);
    }
}
