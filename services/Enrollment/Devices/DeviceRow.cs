using Zkml.Captures;
using Zkml.Contracts;

namespace Zkml.Enrollment.Devices;

/// <summary>A device and its leaf in the registry.</summary>
internal sealed class DeviceRow
{
    public required Guid Id { get; init; }

    /// <summary>Of its leaf.</summary>
    public required int Place { get; init; }

    /// <summary>x ‖ y.</summary>
    public required byte[] PublicKey { get; init; }

    public required string SerialNumber { get; init; }

    /// <summary>Object identifier.</summary>
    public required string Model { get; init; }

    public required int ModelNumber { get; init; }

    public required long Firmware { get; init; }

    public required Digest CertificateSha256 { get; init; }

    public required DateTimeOffset CertificateExpiresAt { get; init; }

    public required DateTimeOffset EnrolledAt { get; init; }

    public required long EnrolledEpoch { get; init; }

    public long? RevokedEpoch { get; set; }

    public DeviceRevocationReason? RevocationReason { get; set; }

    public DeviceStatus Status => RevokedEpoch is null ? DeviceStatus.Active : DeviceStatus.Revoked;

    public P256PublicKey Key() => P256PublicKey.TryRead(PublicKey, out P256PublicKey? key)
        ? key
        : throw new InvalidOperationException("A stored key is no point of P-256.");
}
