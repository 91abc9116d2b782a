using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Zkml.Fields;

/// <summary>
/// SHA-256 of many messages of one length: the leaves and the nodes of a Merkle tree. This file is the definition and the portable
/// path; <see cref="Sha256ManyLanes"/> does sixteen messages at once with the same bytes.
/// </summary>
public static class Sha256Many
{
    private const int DigestSize = SHA256.HashSizeInBytes;
    private const int SaltSize = Sha256ManyLanes.SaltSize;

    /// <summary>
    /// digests[j] = SHA-256(tag ‖ salts[j] ‖ column firstColumn + j): the tag big-endian, the column as canonical words, little-endian,
    /// one per row. Salts are of 32 bytes, or there are none.
    /// </summary>
    /// <param name="tag">Separates these messages from others.</param>
    /// <param name="salts">32 bytes for each of these columns, or empty.</param>
    /// <param name="rows">Montgomery words, any number of rows, each at least firstColumn + columns long.</param>
    /// <param name="firstColumn">The first column hashed; a multiple of 16 is best, a cache line of a row is then read once.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="digests">32 bytes for each of these columns.</param>
    public static void HashColumns(
        uint tag, ReadOnlySpan<byte> salts, FieldVector[] rows, int firstColumn, int columns, Span<byte> digests)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(firstColumn);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        int saltSize = salts.IsEmpty ? 0 : SaltSize;
        ArgumentOutOfRangeException.ThrowIfNotEqual(salts.Length, checked(saltSize * columns), nameof(salts));
        ArgumentOutOfRangeException.ThrowIfNotEqual(digests.Length, checked(DigestSize * columns), nameof(digests));
        foreach (FieldVector row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(row.Length, checked(firstColumn + columns), nameof(rows));
        }

        int inLanes = InLanes(columns);
        if (inLanes > 0)
        {
            Sha256ManyLanes.HashColumns(
                tag, salts[..(saltSize * inLanes)], rows, firstColumn, digests[..(DigestSize * inLanes)]);
        }

        if (inLanes < columns)
        {
            HashColumnsOneByOne(
                tag, salts[(saltSize * inLanes)..], rows, firstColumn + inLanes, digests[(DigestSize * inLanes)..]);
        }
    }

    /// <summary>parents[i] = SHA-256(tag ‖ children[2i] ‖ children[2i+1]), the tag big-endian.</summary>
    /// <param name="tag">Separates these messages from others.</param>
    /// <param name="children">Digests of 32 bytes, two for each parent.</param>
    /// <param name="parents">May not overlap the children.</param>
    public static void HashPairs(uint tag, ReadOnlySpan<byte> children, Span<byte> parents)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parents.Length % DigestSize, 0, nameof(parents));
        ArgumentOutOfRangeException.ThrowIfNotEqual(children.Length, 2L * parents.Length, nameof(children));
        int inLanes = InLanes(parents.Length / DigestSize);
        if (inLanes > 0)
        {
            Sha256ManyLanes.HashPairs(tag, children[..(2 * DigestSize * inLanes)], parents[..(DigestSize * inLanes)]);
        }

        HashPairsOneByOne(tag, children[(2 * DigestSize * inLanes)..], parents[(DigestSize * inLanes)..]);
    }

    /// <summary>How many of these messages are hashed sixteen at a time.</summary>
    private static int InLanes(int messages) => Sha256ManyLanes.IsSupported ? messages - messages % Lane16.Count : 0;

    private static void HashColumnsOneByOne(
        uint tag, ReadOnlySpan<byte> salts, FieldVector[] rows, int firstColumn, Span<byte> digests)
    {
        int saltSize = salts.IsEmpty ? 0 : SaltSize;
        var message = new byte[sizeof(uint) + saltSize + sizeof(uint) * rows.Length];
        BinaryPrimitives.WriteUInt32BigEndian(message, tag);
        for (int j = 0; j < digests.Length / DigestSize; j++)
        {
            salts.Slice(saltSize * j, saltSize).CopyTo(message.AsSpan(sizeof(uint)));
            Span<byte> column = message.AsSpan(sizeof(uint) + saltSize);
            foreach (FieldVector row in rows)
            {
                row[firstColumn + j].Write(column);
                column = column[sizeof(uint)..];
            }

            SHA256.HashData(message, digests.Slice(DigestSize * j, DigestSize));
        }

        CryptographicOperations.ZeroMemory(message);
    }

    private static void HashPairsOneByOne(uint tag, ReadOnlySpan<byte> children, Span<byte> parents)
    {
        Span<byte> message = stackalloc byte[sizeof(uint) + 2 * DigestSize];
        BinaryPrimitives.WriteUInt32BigEndian(message, tag);
        for (int i = 0; i < parents.Length / DigestSize; i++)
        {
            children.Slice(2 * DigestSize * i, 2 * DigestSize).CopyTo(message[sizeof(uint)..]);
            SHA256.HashData(message, parents.Slice(DigestSize * i, DigestSize));
        }
    }
}
