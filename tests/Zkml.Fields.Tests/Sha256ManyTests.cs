using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;

namespace Zkml.Fields.Tests;

/// <summary>Run with DOTNET_EnableAVX512=0 too: the same laws then hold for the portable path.</summary>
public sealed class Sha256ManyTests : IDisposable
{
    private const int Size = SHA256.HashSizeInBytes;

    private readonly Arena _arena = new(1 << 20);

    public void Dispose() => _arena.Dispose();

    [Fact]
    public void A_column_digest_is_the_hash_of_tag_salt_if_any_and_canonical_words()
    {
        for (int rows = 0; rows <= 40; rows++)
        {
            for (int columns = 1; columns <= 50; columns++)
            {
                CheckColumns(0x0102_0304, rows, (rows + columns) % 19, columns);
                CheckColumns(0x0102_0304, rows, (rows + columns) % 19, columns, saltSize: 0);
            }
        }
    }

    [Fact]
    public void Any_tag_and_any_range_of_columns_may_be_hashed() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 200], Gen.Int[0, 40], Gen.Int[0, 50])
            .Sample((tag, rows, firstColumn, columns) => CheckColumns(tag, rows, firstColumn, columns), threads: 1);

    [Fact]
    public void A_parent_is_the_hash_of_tag_and_both_children() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 70]).SelectMany((tag, parents) => Gen.Byte.Array[2 * Size * parents].Select(c => (tag, c)))
            .Sample((tag, children) =>
            {
                var parents = new byte[children.Length / 2];
                Sha256Many.HashPairs(tag, children, parents);
                byte[] expected = [.. children.Chunk(2 * Size).SelectMany(pair => SHA256.HashData([.. BigEndian(tag), .. pair]))];
                Assert.Equal(expected, parents);
            }, threads: 1);

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        FieldVector[] rows = [_arena.ZeroedField(20)];
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Many.HashColumns(0, new byte[31], rows, 0, 1, new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Many.HashColumns(0, new byte[32], rows, 0, 1, new byte[33]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Many.HashColumns(0, new byte[32], rows, 20, 1, new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Many.HashColumns(0, new byte[32], rows, -1, 1, new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Many.HashPairs(0, new byte[64], new byte[33]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sha256Many.HashPairs(0, new byte[65], new byte[32]));
    }

    private void CheckColumns(uint tag, int rowCount, int firstColumn, int columns, int saltSize = Size)
    {
        Arena.Mark mark = _arena.Position;
        FieldVector[] rows = Rows(rowCount, firstColumn + columns);
        byte[] salts = RandomNumberGenerator.GetBytes(saltSize * columns), digests = new byte[Size * columns];
        Sha256Many.HashColumns(tag, salts, rows, firstColumn, columns, digests);
        for (int j = 0; j < columns; j++)
        {
            byte[] column = [.. rows.SelectMany(row => LittleEndian(row[firstColumn + j].ToUInt32()))];
            byte[] expected = SHA256.HashData([.. BigEndian(tag), .. salts.AsSpan(saltSize * j, saltSize), .. column]);
            Assert.Equal(expected, digests[(Size * j)..(Size * (j + 1))]);
        }

        _arena.Release(mark);
    }

    /// <summary>Random elements, with 0, 1 and p − 1 of either representation among them.</summary>
    private FieldVector[] Rows(int count, int length)
    {
        var rows = new FieldVector[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = _arena.Field(length);
            for (int j = 0; j < length; j++)
            {
                rows[i][j] = RandomNumberGenerator.GetInt32(8) switch
                {
                    0 => KoalaBear.Zero,
                    1 => KoalaBear.One,
                    2 => -KoalaBear.One,
                    3 => KoalaBear.FromMontgomery(1),
                    4 => KoalaBear.FromMontgomery(KoalaBear.Modulus - 1),
                    _ => KoalaBear.FromMontgomery((uint)RandomNumberGenerator.GetInt32((int)KoalaBear.Modulus)),
                };
            }
        }

        return rows;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] LittleEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
