using Zkml.Captures;
using Zkml.Contracts;

namespace Zkml.Enrollment.Devices;

/// <summary>A device, for operators.</summary>
public sealed record DeviceDocument(
    Guid Id,
    string SerialNumber,
    string Model,
    string Firmware,
    string CertificateSha256,
    DateTimeOffset CertificateExpiresAt,
    DateTimeOffset EnrolledAt,
    long EnrolledEpoch,
    long? RevokedEpoch,
    DeviceRevocationReason? RevocationReason)
{
    internal static DeviceDocument Of(DeviceRow device) => new(
        device.Id, device.SerialNumber, device.Model, new FirmwareVersion((uint)device.Firmware).ToString(), device.CertificateSha256.ToString(),
        device.CertificateExpiresAt, device.EnrolledAt, device.EnrolledEpoch, device.RevokedEpoch, device.RevocationReason);
}
