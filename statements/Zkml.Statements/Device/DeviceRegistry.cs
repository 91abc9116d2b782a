using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Device;

/// <summary>The registry of devices that may sign: public P-256 keys in order, as leaves of a Poseidon2 tree.</summary>
public sealed class DeviceRegistry
{
    private readonly PoseidonMerkleTree _tree;
    private readonly List<byte[]> _keys = [];

    public DeviceRegistry(int depth) => _tree = new PoseidonMerkleTree(depth);

    public int Count => _keys.Count;

    public KoalaBear[] Root => _tree.Root;

    /// <summary>Adds a key, x ‖ y in 64 bytes.</summary>
    public void Add(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 2 * DeviceLeaf.CoordinateLength, nameof(key));
        _tree.Append(DeviceLeaf.Hash(key.AsSpan(0, 32), key.AsSpan(32, 32), new KoalaBear[DeviceLeaf.AttributeCount]));
        _keys.Add([.. key]);
    }

    /// <summary>The path of a key's leaf, or null when the key is not registered.</summary>
    public PoseidonMerklePath? Path(byte[] key)
    {
        int index = _keys.FindIndex(k => k.AsSpan().SequenceEqual(key));
        return index < 0 ? null : _tree.Path(index);
    }

    /// <summary>Reads a sequence of PEM blocks "PUBLIC KEY" (SubjectPublicKeyInfo, RFC 5480), each a key on P-256, in registry order.</summary>
    /// <exception cref="FormatException">Something in the text is not such a block, or there is none.</exception>
    public static DeviceRegistry FromPem(string text, int depth)
    {
        var registry = new DeviceRegistry(depth);
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (registry.Count == 1 << depth)
            {
                throw new FormatException($"A registry of depth {depth} has room for {1 << depth} keys.");
            }

            registry.Add(P256Key.FromPem(rest[fields.Location]));
            rest = rest[fields.Location.End..];
        }

        return registry.Count > 0 && rest.Trim().IsEmpty
            ? registry
            : throw new FormatException($"After {registry.Count} public keys there is text that is no PEM block of a public key.");
    }
}
