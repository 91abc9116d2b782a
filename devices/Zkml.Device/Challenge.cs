using Zkml.Captures;

namespace Zkml.Device;

/// <summary>What the device is asked to sign over.</summary>
/// <param name="Nonce">From the service, once.</param>
/// <param name="HolderThumbprint">RFC 7638 thumbprint of the key that the credential will be bound to.</param>
public sealed record Challenge(Bytes32 Nonce, Bytes32 HolderThumbprint);
