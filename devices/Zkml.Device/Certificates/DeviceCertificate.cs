using Zkml.Captures;

namespace Zkml.Device.Certificates;

/// <summary>What a valid certificate says of a device.</summary>
/// <param name="PublicKey">The key that signs captures.</param>
/// <param name="SerialNumber">The device's own serial number.</param>
/// <param name="Model">Object identifier.</param>
/// <param name="Firmware">As delivered: the least that a capture of this device can claim.</param>
/// <param name="NotAfter">Last good second of the certificate.</param>
public sealed record DeviceCertificate(P256PublicKey PublicKey, string SerialNumber, string Model, FirmwareVersion Firmware, DateTimeOffset NotAfter);
