using CsCheck;
using Zkml.Matching.Templates;

namespace Zkml.Matching.Tests;

public sealed class SharedComparison
{
    private static readonly byte[][] Keys = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Repeat((byte)(i + 1), ZeroShare.KeyLength).ToArray())];

    [Fact]
    public void Shares_add_up_to_signs_and_mask()
    {
        (byte[] code, byte[] mask) = Template(1);
        using TemplateShares shares = Split(code, mask);
        for (int i = 0; i < ShareLayout.Bits; i++)
        {
            int m = ShareLayout.Bits + i;
            Assert.Equal((2 * code[i] - 1) * mask[i], (short)(shares[0][i] + shares[1][i] + shares[2][i]));
            Assert.Equal(mask[i], (ushort)(shares[0][m] + shares[1][m] + shares[2][m]));
        }
    }

    [Fact]
    public void Two_sharings_of_one_template_have_nothing_in_common()
    {
        (byte[] code, byte[] mask) = Template(1);
        using TemplateShares first = Split(code, mask), second = Split(code, mask);
        for (int share = 0; share < ShareLayout.Shares; share++)
        {
            // Equal by chance: 32 768 / 65 536, so 10 is far out.
            Assert.InRange(first[share].Zip(second[share]).Count(pair => pair.First == pair.Second), 0, 10);
        }
    }

    [Fact]
    public void The_decision_is_that_of_the_plain_distance_at_every_turn_and_noise()
    {
        var rule = new MatchRule();
        foreach ((int turn, double noise) in ((int, double)[])[(0, 0), (0, 0.2), (3, 0.2), (-15, 0.3), (15, 0.34), (16, 0), (-16, 0.1), (7, 0.36), (0, 0.5)])
        {
            (byte[] code, byte[] mask) = Template(2);
            (byte[] other, byte[] otherMask) = Turned(code, mask, turn, noise);
            Assert.Equal(PlainDistance(code, mask, other, otherMask) <= 0.345, Compare(rule, (code, mask), (other, otherMask)));
        }
    }

    [Fact]
    public void Too_few_valid_bits_never_match()
    {
        (byte[] code, byte[] mask) = Template(3);
        byte[] few = [.. mask.Select((m, i) => i < 4095 ? (byte)1 : (byte)0)];
        Assert.True(Compare(new MatchRule(), (code, mask), (code, mask)));
        Assert.False(Compare(new MatchRule(), (code, few), (code, few)));
        Assert.True(Compare(new MatchRule(MinimumBits: 4095), (code, few), (code, few)));
    }

    [Fact]
    public void The_part_of_a_store_depends_on_the_comparison_and_two_parts_say_nothing_of_the_third()
    {
        (byte[] code, byte[] mask) = Template(4);
        using TemplateShares shares = Split(code, mask);
        byte[] one = Part(shares, shares, 0, "a").Write(), again = Part(shares, shares, 0, "a").Write(), two = Part(shares, shares, 0, "b").Write();
        Assert.Equal(one, again);
        Assert.InRange(one.Zip(two).Count(pair => pair.First == pair.Second), 0, 12);
        Assert.Equal(one, PartialProducts.TryRead(one)!.Write());
        Assert.Null(PartialProducts.TryRead(one.AsSpan(1)));
    }

    [Fact]
    public void Shares_of_a_store_come_back_from_their_bytes()
    {
        (byte[] code, byte[] mask) = Template(5);
        using TemplateShares shares = Split(code, mask);
        using StoreShares store = shares.ForStore(2);
        byte[] bytes = store.Write();
        Assert.True(StoreShares.TryRead(2, bytes, out StoreShares? read));
        Assert.Equal(bytes, read.Write());
        Assert.False(StoreShares.TryRead(2, bytes.AsSpan(1), out _));
        read.Dispose();
        Assert.All(read.Write(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_kernel_is_its_definition_at_every_length() =>
        Gen.UShort.Array[0, 200].SelectMany(x => Gen.UShort.Array[x.Length].Select(y => (x, y)))
            .Sample((x, y) => Assert.Equal(RingKernel.DotByDefinition(x, y), RingKernel.Dot(x, y)));

    [Fact]
    public void Turns_at_once_are_turns_one_by_one_at_every_length_and_number() =>
        Gen.Select(Gen.UShort.Array[0, 150], Gen.Int[1, 9], Gen.Int[0, 7]).SelectMany((y, turns, step) =>
            Gen.UShort.Array[(turns - 1) * step + y.Length].Select(x => (x, y, turns, step)))
            .Sample((x, y, turns, step) =>
            {
                ushort[] sums = [.. Enumerable.Repeat((ushort)7, turns)];
                RingKernel.AddSlidingDots(x, y, step, sums);
                Assert.All(Enumerable.Range(0, turns), turn =>
                    Assert.Equal((ushort)(7 + RingKernel.DotByDefinition(x.AsSpan(turn * step, y.Length), y)), sums[turn]));
            });

    private static bool Compare(MatchRule rule, (byte[] Code, byte[] Mask) query, (byte[] Code, byte[] Mask) enrolled)
    {
        using TemplateShares x = Split(query.Code, query.Mask), y = Split(enrolled.Code, enrolled.Mask);
        return rule.Matches(Part(x, y, 0, "q"), Part(x, y, 1, "q"), Part(x, y, 2, "q"));
    }

    private static PartialProducts Part(TemplateShares query, TemplateShares enrolled, int store, string comparison)
    {
        using StoreShares x = query.ForStore(store), y = enrolled.ForStore(store);
        using var prepared = new ShareQuery(x);
        return prepared.Compare(y, ZeroShare.Of(store, Keys[store], Keys[(store + 1) % 3], System.Text.Encoding.UTF8.GetBytes(comparison)));
    }

    private static double PlainDistance(byte[] code, byte[] mask, byte[] other, byte[] otherMask)
    {
        double least = 1;
        for (int turn = -15; turn <= 15; turn++)
        {
            int valid = 0, differing = 0;
            for (int i = 0; i < ShareLayout.Bits; i++)
            {
                int j = i / 1024 * 1024 + ((i % 1024 + 4 * turn) % 1024 + 1024) % 1024;
                int both = mask[j] & otherMask[i];
                valid += both;
                differing += both & (code[j] ^ other[i]);
            }

            least = Math.Min(least, (double)differing / valid);
        }

        return least;
    }

    private static TemplateShares Split(byte[] code, byte[] mask)
    {
        using IrisTemplate template = IrisTemplate.OfBits(code, mask);
        return TemplateShares.Split(template);
    }

    private static (byte[] Code, byte[] Mask) Template(int seed)
    {
        var random = new Random(seed);
        return ([.. Bits(() => random.Next(2))], [.. Bits(() => random.Next(5) > 0 ? 1 : 0)]);
    }

    private static (byte[] Code, byte[] Mask) Turned(byte[] code, byte[] mask, int turn, double noise)
    {
        var random = new Random(turn);
        int Source(int i) => i / 1024 * 1024 + ((i % 1024 + 4 * turn) % 1024 + 1024) % 1024;
        return (
            [.. code.Select((_, i) => (byte)(code[Source(i)] ^ (random.NextDouble() < noise ? 1 : 0)))],
            [.. mask.Select((_, i) => mask[Source(i)])]);
    }

    private static IEnumerable<byte> Bits(Func<int> next) => Enumerable.Range(0, ShareLayout.Bits).Select(_ => (byte)next());
}
