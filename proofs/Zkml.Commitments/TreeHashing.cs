using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Zkml.Commitments;

/// <summary>
/// Leaf = SHA-256(00 00 00 00 ‖ salt ‖ column), node = SHA-256(00 00 00 01 ‖ left ‖ right). Four-byte tags instead of the usual one
/// byte: everything that follows stays aligned to the 32-bit words of SHA-256.
/// </summary>
internal static class TreeHashing
{
    internal const int DigestSize = SHA256.HashSizeInBytes;
    internal const int SaltSize = 32;
    internal const uint LeafTag = 0;
    internal const uint NodeTag = 1;

    /// <summary>parents[i] = node(children[2i], children[2i+1]).</summary>
    internal static void HashPairs(ReadOnlySpan<byte> children, Span<byte> parents)
    {
        Span<byte> input = stackalloc byte[sizeof(uint) + 2 * DigestSize];
        BinaryPrimitives.WriteUInt32BigEndian(input, NodeTag);
        for (int i = 0; i < parents.Length / DigestSize; i++)
        {
            children.Slice(2 * DigestSize * i, 2 * DigestSize).CopyTo(input[sizeof(uint)..]);
            SHA256.HashData(input, parents.Slice(DigestSize * i, DigestSize));
        }
    }
}
