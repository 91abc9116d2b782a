namespace Zkml.Enrollment.Devices;

/// <summary>The body of POST /v1/devices.</summary>
/// <param name="Nonce">Of a challenge for the device's key, base64url.</param>
/// <param name="Chain">Certificates, DER in base64: the device, then its issuers, without the root.</param>
/// <param name="Signature">By the device's key, 64 bytes, base64url: over nonce and certificate.</param>
public sealed record DeviceRegistration(string Nonce, IReadOnlyList<string> Chain, string Signature);
