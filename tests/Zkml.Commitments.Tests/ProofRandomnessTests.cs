using System.Security.Cryptography;
using CsCheck;
using Zkml.Fields;

namespace Zkml.Commitments.Tests;

public sealed class ProofRandomnessTests
{
    private static readonly byte[] Seed = SHA256.HashData("seed"u8);

    [Fact]
    public void The_stream_is_AES_256_over_a_big_endian_block_counter()
    {
        using Aes aes = Aes.Create();
        aes.SetKey(Seed);
        var counters = new byte[32];
        counters[31] = 1;
        byte[] expected = aes.EncryptEcb(counters, PaddingMode.None);
        Assert.Equal(expected, Bytes(Seed, 32));
    }

    [Fact]
    public void Pieces_are_the_same_stream_as_the_whole() =>
        Gen.Int[0, 40_000].Array[1, 8].Sample(lengths =>
        {
            byte[] whole = Bytes(Seed, lengths.Sum());
            using var random = new ProofRandomness(Seed);
            var pieces = new List<byte>();
            foreach (int length in lengths)
            {
                var piece = new byte[length];
                random.FillBytes(piece);
                pieces.AddRange(piece);
            }

            return whole.AsSpan().SequenceEqual(pieces.ToArray());
        }, iter: 50);

    [Fact]
    public void Field_elements_are_the_stream_words_below_p()
    {
        byte[] stream = Bytes(Seed, 1 << 18);
        uint[] expected = [.. Enumerable.Range(0, stream.Length / 4)
            .Select(i => BitConverter.ToUInt32(stream, 4 * i) & 0x7FFF_FFFF).Where(w => w < KoalaBear.Modulus).Take(60_000)];
        using var random = new ProofRandomness(Seed);
        var words = new uint[60_000];
        random.FillField(words.AsSpan(0, 1));
        random.FillField(words.AsSpan(1, 20_002));
        random.FillField(words.AsSpan(20_003));
        Assert.Equal(expected, words);
    }

    [Fact]
    public void Field_elements_after_an_odd_number_of_bytes_skip_to_the_next_word()
    {
        uint[] expected = new uint[9], actual = new uint[9];
        using (var random = new ProofRandomness(Seed))
        {
            random.FillBytes(new byte[8]);
            random.FillField(expected);
        }

        using (var random = new ProofRandomness(Seed))
        {
            random.FillBytes(new byte[5]);
            random.FillField(actual);
        }

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Field_elements_have_no_visible_bias()
    {
        using var random = new ProofRandomness(Seed);
        var words = new uint[160_000];
        random.FillField(words);
        var histogram = new int[16];
        foreach (uint word in words)
        {
            histogram[(int)((ulong)word * 16 / KoalaBear.Modulus)]++;
        }

        // Expectation 10 000, standard deviation 97.
        Assert.All(histogram, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Two_attempts_with_the_same_statement_and_witness_share_nothing()
    {
        using ProofRandomness first = new(Seed, Seed), second = new(Seed, Seed);
        byte[] a = new byte[64], b = new byte[64];
        first.FillBytes(a);
        second.FillBytes(b);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void Nothing_can_be_drawn_after_dispose()
    {
        var random = new ProofRandomness(Seed);
        random.FillBytes(new byte[3]);
        random.Dispose();
        Assert.Throws<ObjectDisposedException>(() => random.FillBytes(new byte[1]));
        Assert.Throws<ObjectDisposedException>(() => random.FillField(new uint[1]));
    }

    [Fact]
    public void Field_elements_cost_no_memory_but_one_buffer()
    {
        using var random = new ProofRandomness(Seed);
        var words = new uint[1 << 18];
        random.FillField(words);
        long before = GC.GetAllocatedBytesForCurrentThread();
        random.FillField(words);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    private static byte[] Bytes(byte[] seed, int count)
    {
        using var random = new ProofRandomness(seed);
        var bytes = new byte[count];
        random.FillBytes(bytes);
        return bytes;
    }
}
