namespace Zkml.Captures;

/// <summary>What a capture must be to be accepted; set by who asked for it, never read from it.</summary>
public sealed record CaptureExpectations
{
    /// <summary>The key that the registry has for the device that claims the capture.</summary>
    public required P256PublicKey DeviceKey { get; init; }

    public required DeviceStatus DeviceStatus { get; init; }

    /// <summary>The challenge that was given out for this capture and not yet answered.</summary>
    public required Bytes32 Nonce { get; init; }

    public required Bytes32 HolderThumbprint { get; init; }

    /// <summary>First good millisecond.</summary>
    public required long NotBefore { get; init; }

    /// <summary>Last good millisecond.</summary>
    public required long NotAfter { get; init; }

    public required FirmwareVersion MinimumFirmware { get; init; }

    public required int MinimumQuality { get; init; }

    /// <summary><see cref="AttackLevel.None"/> accepts a device that did not look, but never the verdict "attack".</summary>
    public required AttackLevel MinimumAttackLevel { get; init; }
}
