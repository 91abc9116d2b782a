using System.Security.Cryptography;
using Zkml.Statements.Device;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Proofs;

/// <summary>A device made on the spot: a fresh key among the eight of a fresh registry, and a signed message with a fresh context.</summary>
public static class DemonstrationDevice
{
    private const int Devices = 8;

    private const int Text = 100;

    public static (byte[] Message, byte[] Signature, byte[] Key, DeviceRegistry Registry, byte[] Context) Sign(DeviceParameters parameters)
    {
        var registry = new DeviceRegistry(parameters.RegistryDepth);
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        int place = RandomNumberGenerator.GetInt32(Math.Min(Devices, 1 << parameters.RegistryDepth));
        for (int i = 0; i < Math.Min(Devices, 1 << parameters.RegistryDepth); i++)
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            registry.Enroll(P256Key.Point(P256Key.Of(i == place ? device : other)));
        }

        registry.Publish();
        byte[] context = RandomNumberGenerator.GetBytes(DeviceParameters.ContextLength);
        int end = parameters.ContextOffset + context.Length;
        byte[] message = RandomNumberGenerator.GetBytes(Math.Min(end + Text, parameters.MaxLength));
        context.CopyTo(message, parameters.ContextOffset);
        return (message, device.SignData(message, HashAlgorithmName.SHA256), P256Key.Of(device), registry, context);
    }
}
