namespace Zkml.Contracts;

/// <summary>A capture is in order and sealed; its proof has been asked for.</summary>
[MessageName("zkml.v1.capture-accepted", Service.Enrollment, Receivers = [Service.Attestation])]
public sealed record CaptureAccepted : CaptureMessage
{
    public const int LargestDeviceModel = (1 << 24) - 1;

    public required CaptureModality Modality { get; init; }

    /// <summary>SHA-256 of all public values the proof must have, but for the template: what Attestation holds a proof against.</summary>
    public required Digest TermsSha256 { get; init; }

    /// <summary>First coordinate of the holder's public key (P-256), which the credential will be bound to; the terms have its thumbprint.</summary>
    public required Digest HolderKeyX { get; init; }

    public required Digest HolderKeyY { get; init; }

    /// <summary>The registry's number for the kind of device; 0 when it has none.</summary>
    [Bounds(0, LargestDeviceModel)]
    public required int DeviceModel { get; init; }

    /// <summary>The capture's key is destroyed then at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
