using System.Buffers.Binary;
using System.Security.Cryptography;
using Zkml.Fields;

namespace Zkml.Commitments;

/// <summary>
/// Leaf = SHA-256(00 00 00 00 ‖ salt ‖ column), without salt SHA-256(00 00 00 04 ‖ column); node = SHA-256(00 00 00 01 ‖ left ‖ right).
/// Four-byte tags instead of the usual one byte: everything that follows stays aligned to the 32-bit words of SHA-256. Tags 2 and 3
/// belong to the transcript.
/// </summary>
internal static class TreeHashing
{
    internal const int DigestSize = SHA256.HashSizeInBytes;
    internal const int SaltSize = 32;
    internal const uint LeafTag = 0;
    internal const uint NodeTag = 1;
    internal const uint PlainLeafTag = 4;

    /// <summary>parents[i] = node(children[2i], children[2i+1]).</summary>
    internal static void HashPairs(ReadOnlySpan<byte> children, Span<byte> parents) =>
        Sha256Many.HashPairs(NodeTag, children, parents);

    /// <summary>
    /// digests[j] = leaf(salts[j], column firstColumn + j), a column being its canonical words, little-endian; without salts if there are none.
    /// </summary>
    internal static void HashColumns(
        ReadOnlySpan<byte> salts, FieldVector[] rows, int firstColumn, int columns, Span<byte> digests) =>
        Sha256Many.HashColumns(salts.IsEmpty ? PlainLeafTag : LeafTag, salts, rows, firstColumn, columns, digests);

    /// <summary>One leaf, for the verifier: it has few columns, as the bytes of an opening.</summary>
    internal static void HashLeaf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> column, Span<byte> digest)
    {
        var input = new byte[sizeof(uint) + salt.Length + column.Length];
        BinaryPrimitives.WriteUInt32BigEndian(input, salt.IsEmpty ? PlainLeafTag : LeafTag);
        salt.CopyTo(input.AsSpan(sizeof(uint)));
        column.CopyTo(input.AsSpan(sizeof(uint) + salt.Length));
        SHA256.HashData(input, digest);
        CryptographicOperations.ZeroMemory(input);
    }
}
