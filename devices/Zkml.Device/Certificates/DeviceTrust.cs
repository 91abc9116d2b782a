namespace Zkml.Device.Certificates;

/// <summary>Whom a service believes; from its configuration.</summary>
/// <param name="Roots">Certificates of manufacturers, DER.</param>
/// <param name="Clock">Says what is expired.</param>
/// <param name="AllowSimulated">Whether simulated devices are accepted; false in production.</param>
public sealed record DeviceTrust(IReadOnlyList<byte[]> Roots, TimeProvider Clock, bool AllowSimulated = false);
