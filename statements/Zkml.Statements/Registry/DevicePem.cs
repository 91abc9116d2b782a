using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Statements.Device;

namespace Zkml.Statements.Registry;

/// <summary>A registry from a list of public keys, for those who keep no more than that.</summary>
public static class DevicePem
{
    /// <summary>Reads a sequence of PEM blocks "PUBLIC KEY" (SubjectPublicKeyInfo, RFC 5480), each a key on P-256, in registry order; all are epoch 1.</summary>
    /// <exception cref="FormatException">Something in the text is not such a block, or there is none, or a key stands there twice.</exception>
    public static DeviceRegistry Read(string text, int depth)
    {
        var registry = new DeviceRegistry(depth);
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            Enroll(registry, P256Key.Point(P256Key.FromPem(rest[fields.Location])));
            rest = rest[fields.Location.End..];
        }

        if (registry.Devices.Count == 0 || !rest.Trim().IsEmpty)
        {
            throw new FormatException($"After {registry.Devices.Count} public keys there is text that is no PEM block of a public key.");
        }

        registry.Publish();
        return registry;
    }

    private static void Enroll(DeviceRegistry registry, P256PublicKey key)
    {
        if (registry.Devices.Count == registry.Capacity)
        {
            throw new FormatException($"A registry of depth {registry.Depth} has room for {registry.Capacity} keys.");
        }

        if (registry.TryFind(key, out int place))
        {
            throw new FormatException($"Key {registry.Devices.Count + 1} is key {place + 1} once more.");
        }

        registry.Enroll(key);
    }
}
