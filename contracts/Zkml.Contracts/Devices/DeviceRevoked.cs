namespace Zkml.Contracts;

[MessageName("zkml.v1.device-revoked", Service.Enrollment)]
public sealed record DeviceRevoked : Message
{
    public required Guid DeviceId { get; init; }

    public required DeviceRevocationReason Reason { get; init; }

    /// <summary>The first epoch in which the device no longer counts.</summary>
    [Bounds(0, RegistryEpochPublished.LastEpoch)]
    public required long FromEpoch { get; init; }
}
