using Zkml.Captures;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Proofs;

/// <summary>A capture, the device that signed it, and what is asked of it.</summary>
public sealed record CaptureRequest(CapturePackage Package, P256PublicKey Key, DeviceRegistry Registry, DeviceMembership Membership)
{
    public required Bytes32 Nonce { get; init; }

    public required long NotBefore { get; init; }

    public required long NotAfter { get; init; }

    public required FirmwareVersion MinimumFirmware { get; init; }

    public CaptureManifest Manifest => Package.Capture.Manifest;

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(CaptureRequest);
}
