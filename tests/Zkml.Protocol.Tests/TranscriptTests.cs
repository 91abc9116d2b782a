using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;
using Zkml.Fields;

namespace Zkml.Protocol.Tests;

public sealed class TranscriptTests
{
    private static readonly Gen<(string Label, byte[] Data)[]> Items =
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 3], Gen.Byte.Array[0, 5]).Array[0, 6];

    [Fact]
    public void Different_sequences_of_items_give_different_challenges() =>
        Gen.Select(Items, Items).Sample((a, b) =>
            Same(a, b) ? After(a) == After(b) : After(a) != After(b));

    [Fact]
    public void Flipping_any_bit_of_any_absorbed_item_changes_the_next_challenge() =>
        Gen.Select(Items.Where(i => i.Any(x => x.Data.Length > 0)), Gen.UInt).Sample((items, choice) =>
        {
            Ext before = After(items);
            byte[] data = items.First(x => x.Data.Length > 0).Data;
            data[choice / 8 % data.Length] ^= (byte)(1 << (int)(choice % 8));
            return After(items) != before;
        });

    [Fact]
    public void The_order_of_items_matters()
    {
        (string, byte[])[] items = [("a", [1]), ("b", [2]), ("c", [3])];
        Assert.NotEqual(After(items), After([items[1], items[0], items[2]]));
        Assert.NotEqual(After(items), After([items[0], items[2], items[1]]));
    }

    [Fact]
    public void Labels_and_lengths_cannot_be_confused()
    {
        Ext[] challenges =
        [
            After([("ab", [1, 2])]), After([("a", [(byte)'b', 1, 2])]), After([("ab", [1]), ("", [2])]), After([("ab", [1, 2]), ("", [])]),
            After([("", [1, 2])]), After([("ab", [1]), ("ab", [2])]),
        ];
        Assert.Distinct(challenges);
    }

    [Fact]
    public void Protocol_label_challenge_label_count_and_bound_are_hashed()
    {
        Assert.NotEqual(new Transcript("a").Challenge("x"), new Transcript("b").Challenge("x"));
        Assert.NotEqual(new Transcript("a").Challenge("x"), new Transcript("a").Challenge("y"));
        Assert.NotEqual(new Transcript("a").Challenges("x", 2)[0], new Transcript("a").Challenge("x"));
        Assert.NotEqual(NextAfterIndices(3, 64), NextAfterIndices(4, 64));
        Assert.NotEqual(NextAfterIndices(3, 64), NextAfterIndices(3, 128));
        Assert.NotEqual(NextAfterIndices(0, 1), AfterNoIndices());

        static Ext NextAfterIndices(int count, int bound)
        {
            var transcript = new Transcript("a");
            transcript.DistinctIndices("i", count, bound);
            return transcript.Challenge("x");
        }

        static Ext AfterNoIndices() => new Transcript("a").Challenge("x");
    }

    [Fact]
    public void Challenges_depend_on_earlier_challenges_and_differ()
    {
        var transcript = new Transcript("a");
        Assert.Distinct([transcript.Challenge("x"), transcript.Challenge("x"), .. transcript.Challenges("x", 20)]);
    }

    [Fact]
    public void Extension_elements_are_absorbed_as_their_bytes()
    {
        Ext x = new(KoalaBear.FromUInt32(1), KoalaBear.FromUInt32(2), KoalaBear.FromUInt32(3), KoalaBear.FromUInt32(4)), y = Ext.One;
        var bytes = new byte[32];
        x.Write(bytes.AsSpan(0, 16));
        y.Write(bytes.AsSpan(16));
        Assert.Equal(After([("l", bytes)]), After(t => t.Absorb("l", [x, y])));
        Assert.Equal(After([("l", bytes[..16])]), After(t => t.Absorb("l", x)));
    }

    [Fact]
    public void The_byte_format_is_the_documented_one()
    {
        var transcript = new Transcript("zk");
        transcript.Absorb("m", [7, 8, 9]);
        Ext actual = transcript.Challenge("r");

        byte[] state = SHA256.HashData(
            [0, 0, 0, 2, .. new byte[32], 0, 2, (byte)'z', (byte)'k', 1, 1, (byte)'m', 3, 0, 0, 0, 7, 8, 9, 2, 1, (byte)'r', 1, 0, 0, 0]);
        Assert.Equal(FirstElement(state), actual);

        int[] indices = transcript.DistinctIndices("q", 20, 32);
        state = SHA256.HashData([0, 0, 0, 2, .. state, 3, 1, (byte)'q', 20, 0, 0, 0, 32, 0, 0, 0]);
        var expected = new SortedSet<int>();
        byte[] block = state;
        for (byte i = 1; expected.Count < 20; i++)
        {
            for (int word = 0; word < 32 && expected.Count < 20; word += 4)
            {
                expected.Add((int)(BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(word)) % 32));
            }

            block = SHA256.HashData([0, 0, 0, 3, .. state, i, 0, 0, 0]);
        }

        Assert.Equal(expected, indices);

        static Ext FirstElement(byte[] block)
        {
            KoalaBear[] words = [.. Enumerable.Range(0, 8)
                .Select(i => BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(4 * i)) & 0x7FFF_FFFF)
                .Where(w => w < KoalaBear.Modulus).Select(KoalaBear.FromUInt32)];
            return new Ext(words[0], words[1], words[2], words[3]);
        }
    }

    [Fact]
    public void Distinct_indices_are_distinct_sorted_and_in_range() =>
        Gen.Select(Gen.Int[0, 10], Gen.UInt, Gen.UInt).Sample((log, seed, size) =>
        {
            int bound = 1 << log, count = (int)(size % (uint)(bound + 1));
            int[] indices = new Transcript("i" + seed).DistinctIndices("x", count, bound);
            return indices.Length == count && indices.Order().Distinct().SequenceEqual(indices) && indices.All(i => i >= 0 && i < bound);
        });

    [Fact]
    public void Challenges_have_no_visible_bias()
    {
        // 16 buckets of equal width in [0, p) plus what is above 15·2^27: reduction modulo p instead of rejection would double the
        // density of the first 2^24 values. Expectation 10 000 per bucket, standard deviation 97.
        var histogram = new int[16];
        foreach (Ext x in new Transcript("bias").Challenges("x", 40_000))
        {
            foreach (KoalaBear c in (KoalaBear[])[x.C0, x.C1, x.C2, x.C3])
            {
                histogram[(int)((ulong)c.ToUInt32() * 16 / KoalaBear.Modulus)]++;
            }
        }

        Assert.All(histogram, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Distinct_indices_have_no_visible_bias()
    {
        // Each of 16 indices is in a random 4-subset with probability 1/4: expectation 5 000 of 20 000, standard deviation 61.
        var histogram = new int[16];
        var transcript = new Transcript("bias");
        for (int i = 0; i < 20_000; i++)
        {
            foreach (int index in transcript.DistinctIndices("x", 4, 16))
            {
                histogram[index]++;
            }
        }

        Assert.All(histogram, count => Assert.InRange(count, 4_690, 5_310));
    }

    [Fact]
    public void Misuse_throws()
    {
        var transcript = new Transcript("a");
        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.DistinctIndices("x", 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.DistinctIndices("x", 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.Challenges("x", -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => transcript.Absorb(new string('x', 256), Ext.One));
    }

    /// <summary>What was absorbed is hashed at the next request and dropped: work and memory grow with the proof, not with its square.</summary>
    [Fact]
    public void Many_rounds_cost_no_more_memory_each_than_few()
    {
        AllocatedBy(rounds: 10);
        long few = AllocatedBy(rounds: 100), many = AllocatedBy(rounds: 10_000);
        Assert.InRange(many, 0, 100 * few);

        static long AllocatedBy(int rounds)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var transcript = new Transcript("rounds");
            for (int i = 0; i < rounds; i++)
            {
                transcript.Absorb("round", [Ext.One, Ext.One]);
                transcript.Challenge("point");
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static Ext After((string Label, byte[] Data)[] items) => After(transcript =>
    {
        foreach ((string label, byte[] data) in items)
        {
            transcript.Absorb(label, data);
        }
    });

    private static Ext After(Action<Transcript> calls)
    {
        var transcript = new Transcript("test");
        calls(transcript);
        return transcript.Challenge("next");
    }

    private static bool Same((string Label, byte[] Data)[] a, (string Label, byte[] Data)[] b) =>
        a.Length == b.Length && a.Zip(b).All(p => p.First.Label == p.Second.Label && p.First.Data.AsSpan().SequenceEqual(p.Second.Data));
}
