using System.Text;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device.Keys;
using Zkml.Statements.Registry;

namespace Zkml.Fuzz;

/// <summary>A registry's file and its signed root: what is read of a file must be written again byte for byte, and no other root than the seed accepted.</summary>
public sealed class RegistryTarget : IFuzzTarget
{
    private const string Registry = "https://registry.fuzz.example";

    private readonly SoftwareSigner _signer = SoftwareSigner.CreateIssuer();
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly Lazy<byte[]> _file = new(MakeRegistry);
    private readonly RootPolicy _policy;
    private readonly string _root;

    public RegistryTarget()
    {
        _policy = new RootPolicy { Registry = Registry, Keys = new JsonWebKeySet([_signer.PublicKey]) };
        _root = SignedRoot.Sign(
            new RegistryRoot { Registry = Registry, Epoch = 3, Root = new string('0', 64), Depth = 20, Count = 3, IssuedAt = _now }, _signer);
    }

    public string Name => "registry";

    public IReadOnlyList<byte[]> Seeds => [_file.Value, Encoding.UTF8.GetBytes(_root)];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (DeviceRegistry.TryRead(input.ToArray(), out DeviceRegistry? registry) && !registry.Write().AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("A registry has two encodings.");
        }

        string text = Encoding.UTF8.GetString(input);
        if (SignedRoot.Verify(text, _policy, _now, out _) is null && text != _root)
        {
            throw new InvalidOperationException("A changed root was accepted.");
        }
    }

    /// <summary>Three devices, one of them revoked, one that waits.</summary>
    private static byte[] MakeRegistry()
    {
        var registry = new DeviceRegistry(4);
        for (uint i = 0; i < 3; i++)
        {
            using SoftwareDeviceKey key = SoftwareDeviceKey.Generate();
            registry.Enroll(key.PublicKey, new FirmwareVersion(1, 2, 3), i);
            if (i < 2)
            {
                registry.Publish();
            }
        }

        registry.Revoke(0);
        registry.Publish();
        registry.Revoke(1);
        return registry.Write();
    }
}
