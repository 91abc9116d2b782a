using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Zkml.Fields;

namespace Zkml.Commitments.Tests;

public sealed class ColumnCommitmentTests : IDisposable
{
    private static readonly byte[] Seed = SHA256.HashData("columns"u8);

    /// <summary>A shape (columns 2^log, rows, with or without salts) with distinct ascending columns of it.</summary>
    private static readonly Gen<(ColumnShape Shape, int[] Indices)> Shapes =
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 40], Gen.Bool).SelectMany((log, rows, salted) =>
            Gen.Int[0, (1 << log) - 1].Array[1, 12].Select(i => (new ColumnShape(1 << log, rows, salted), i.Distinct().Order().ToArray())));

    private readonly Arena _arena = new(1 << 20);

    public void Dispose() => _arena.Dispose();

    [Fact]
    public void A_leaf_is_the_hash_of_tag_salt_and_canonical_column()
    {
        FieldVector[] rows = Rows(new(1, 3));
        ColumnCommitment commitment = Commit(rows);
        var salt = new byte[32];
        using (var random = new ProofRandomness(Seed))
        {
            random.FillBytes(salt);
        }

        byte[] column = [.. rows.SelectMany(r => BitConverter.GetBytes(r[0].ToUInt32()))];
        Assert.Equal(SHA256.HashData([0, 0, 0, 0, .. salt, .. column]), commitment.Root.ToArray());
    }

    [Fact]
    public void A_leaf_without_salt_is_the_hash_of_another_tag_and_the_column()
    {
        foreach (int columns in (int[])[1, 16])
        {
            FieldVector[] rows = Rows(new(columns, 9));
            ColumnCommitment commitment = Commit(rows, salted: false);
            byte[][] nodes = [.. Enumerable.Range(0, columns)
                .Select(j => SHA256.HashData([0, 0, 0, 4, .. rows.SelectMany(r => BitConverter.GetBytes(r[j].ToUInt32()))]))];
            while (nodes.Length > 1)
            {
                nodes = [.. nodes.Chunk(2).Select(pair => SHA256.HashData([0, 0, 0, 1, .. pair[0], .. pair[1]]))];
            }

            Assert.Equal(nodes[0], commitment.Root.ToArray());
        }
    }

    [Fact]
    public void An_opening_does_not_pass_as_one_with_or_without_salts()
    {
        // 8 rows and a salt are as long as 16 rows.
        FieldVector[] rows = Rows(new(1, 16));
        ColumnCommitment salted = Commit(rows[..8]);
        ColumnCommitment plain = Commit(rows, salted: false);
        Assert.False(ColumnCommitment.TryOpen(salted.Root, plain.Shape, [0], Open(salted, (salted.Shape, [0])), out _));
        Assert.False(ColumnCommitment.TryOpen(plain.Root, salted.Shape, [0], Open(plain, (plain.Shape, [0])), out _));
    }

    [Fact]
    public void Openings_verify_and_return_the_columns() =>
        Shapes.Sample(x =>
        {
            FieldVector[] rows = Rows(x.Shape);
            ColumnCommitment commitment = Commit(rows, salted: x.Shape.Salted);
            return ColumnCommitment.TryOpen(commitment.Root, x.Shape, x.Indices, Open(commitment, x), out KoalaBear[][] columns)
                && columns.Length == x.Indices.Length
                && x.Indices.Select((index, i) => rows.Select(r => r[index]).SequenceEqual(columns[i])).All(equal => equal);
        }, threads: 1, iter: 60);

    [Fact]
    public void Any_changed_bit_of_an_opening_is_rejected() =>
        Gen.Select(Shapes, Gen.UInt).Sample((x, choice) =>
        {
            ColumnCommitment commitment = Commit(Rows(x.Shape), salted: x.Shape.Salted);
            byte[] opening = Open(commitment, x);
            opening[choice / 8 % opening.Length] ^= (byte)(1 << (int)(choice % 8));
            return !ColumnCommitment.TryOpen(commitment.Root, x.Shape, x.Indices, opening, out KoalaBear[][] columns) && columns.Length == 0;
        }, threads: 1, iter: 60);

    [Fact]
    public void A_value_plus_p_is_rejected_even_if_the_tree_was_built_over_it()
    {
        // A prover may hash what it likes: the root below commits to the bytes of p itself.
        var column = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(column, KoalaBear.Modulus);
        byte[] salt = new byte[32], root = SHA256.HashData([0, 0, 0, 0, .. salt, .. column]);
        Assert.False(ColumnCommitment.TryOpen(root, new(1, 1), [0], [.. column, .. salt], out _));
        column[0]--;
        root = SHA256.HashData([0, 0, 0, 0, .. salt, .. column]);
        Assert.True(ColumnCommitment.TryOpen(root, new(1, 1), [0], [.. column, .. salt], out _));
    }

    [Fact]
    public void Random_bytes_of_any_length_are_refused_without_an_exception() =>
        Gen.Select(Shapes, Gen.Byte.Array[0, 300], Gen.Bool).Sample((x, bytes, exactLength) =>
        {
            var opening = new byte[exactLength ? x.Shape.OpeningLength(x.Indices) : bytes.Length];
            bytes.AsSpan(0, Math.Min(bytes.Length, opening.Length)).CopyTo(opening);
            return !ColumnCommitment.TryOpen(new byte[32], x.Shape, x.Indices, opening, out _);
        });

    [Fact]
    public void A_longer_or_shorter_opening_is_rejected()
    {
        ColumnCommitment commitment = Commit(Rows(new(16, 3)));
        byte[] opening = Open(commitment, (new(16, 3), [1, 5]));
        Assert.False(ColumnCommitment.TryOpen(commitment.Root, new(16, 3), [1, 5], [.. opening, 0], out _));
        Assert.False(ColumnCommitment.TryOpen(commitment.Root, new(16, 3), [1, 5], opening.AsSpan(1), out _));
        Assert.False(ColumnCommitment.TryOpen(commitment.Root, new(16, 3), [1, 5], [], out _));
        Assert.False(ColumnCommitment.TryOpen(commitment.Root, new(16, 3), [1, 6], opening, out _));
    }

    [Fact]
    public void The_number_of_threads_does_not_change_the_root()
    {
        FieldVector[] rows = Rows(new(1 << 11, 150)); // 1.2 MB: enough for several parts
        byte[][] roots = [.. ((int[])[1, 2, 3]).Select(threads =>
        {
            ColumnCommitment commitment = Commit(rows, threads);
            return commitment.Root.ToArray();
        })];
        Assert.Equal(roots[0], roots[1]);
        Assert.Equal(roots[0], roots[2]);
    }

    [Fact]
    public void The_same_matrix_committed_with_other_randomness_has_another_root()
    {
        // Without salts the root would be a function of the rows, and a guess of the witness could be confirmed (finding Z1).
        FieldVector[] rows = Rows(new(16, 2));
        using var random = new ProofRandomness(Seed);
        ColumnCommitment first = new(rows, random, _arena, 1), second = new(rows, random, _arena, 1);
        Assert.NotEqual(first.Root.ToArray(), second.Root.ToArray());
    }

    private ColumnCommitment Commit(FieldVector[] rows, int threads = 1, bool salted = true)
    {
        using var random = new ProofRandomness(Seed);
        return new ColumnCommitment(rows, salted ? random : null, _arena, threads);
    }

    private static byte[] Open(ColumnCommitment commitment, (ColumnShape Shape, int[] Indices) x)
    {
        var opening = new byte[x.Shape.OpeningLength(x.Indices)];
        commitment.Open(x.Indices, opening);
        return opening;
    }

    private FieldVector[] Rows(ColumnShape shape)
    {
        using var random = new ProofRandomness(SHA256.HashData("rows"u8));
        return [.. Enumerable.Range(0, shape.Rows).Select(_ =>
        {
            FieldVector row = _arena.Field(shape.Columns);
            random.FillField(row.Span);
            return row;
        })];
    }
}
