using Zkml.Fields;

namespace Zkml.Statements.Device;

/// <summary>The public values of a device proof.</summary>
/// <param name="RegistryRoot">8 elements: the root of the registry of devices.</param>
/// <param name="Context">32 bytes, for example a nonce, that stand in the signed message.</param>
/// <param name="Commitment">8 elements: the commitment to the rest of the message (<see cref="DeviceMessage"/>).</param>
public sealed record DevicePublics(KoalaBear[] RegistryRoot, byte[] Context, KoalaBear[] Commitment);
