namespace Zkml.Contracts;

[MessageName("zkml.v1.device-enrolled", Service.Enrollment)]
public sealed record DeviceEnrolled : Message
{
    public required Guid DeviceId { get; init; }

    /// <summary>SHA-256 of the device's certificate (DER).</summary>
    public required Digest CertificateSha256 { get; init; }

    /// <summary>The first epoch whose registry has the device.</summary>
    [Bounds(0, RegistryEpochPublished.LastEpoch)]
    public required long FromEpoch { get; init; }
}
