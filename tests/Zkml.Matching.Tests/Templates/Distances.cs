using System.Text.Json;
using CsCheck;
using Zkml.Matching.Templates;

namespace Zkml.Matching.Tests.Templates;

public sealed class Distances
{
    /// <summary>Comparisons that open-iris 1.11 made, with default parameters: the first template, turned by so many columns, is the probe.</summary>
    public static TheoryData<string, string, string, int> Published => new()
    {
        { "a_vs_a", "a_template.json", "a_template.json", 0 },
        { "a_vs_a_rolled_+5", "a_template.json", "a_template.json", 5 },
        { "a_vs_a_rolled_-15", "a_template.json", "a_template.json", -15 },
        { "a_vs_a_rolled_+16", "a_template.json", "a_template.json", 16 },
        { "a_vs_upstream_expected", "a_template.json", "upstream_expected_orb_template.json", 0 },
        { "a_vs_upstream_matcher_template", "a_template.json", "upstream_matcher_template.json", 0 },
        { "expected_vs_matcher", "upstream_expected_orb_template.json", "upstream_matcher_template.json", 0 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Are_those_of_open_iris(string name, string probeFile, string otherFile, int turn)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("vectors", "iris", "hamming.json")));
        JsonElement expected = document.RootElement.GetProperty(name);
        using IrisTemplate probe = Read(probeFile, turn), other = Read(otherFile, 0);
        using var matcher = new IrisMatcher(probe);
        Assert.Equal(expected.GetProperty("simple(rot15)")[0].GetDouble(), matcher.Distance(other));
        Assert.Equal(expected.GetProperty("full default (normalised, separate halves)")[0].GetDouble(), matcher.NormalisedDistance(other), 1e-15);
    }

    /// <summary>The second is the probe: halves are those of the columns of the other.</summary>
    [Fact]
    public void Are_those_of_open_iris_between_all_synthetic_eyes()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("images", "iris", "synthetic", "hamming.json")));
        JsonProperty[] pairs = [.. document.RootElement.GetProperty("hd").EnumerateObject()];
        Assert.Equal(66, pairs.Length);
        foreach (JsonProperty pair in pairs)
        {
            string[] names = pair.Name.Split('|');
            using IrisTemplate other = Some.Synthetic(names[0]), probe = Some.Synthetic(names[1]);
            using var matcher = new IrisMatcher(probe);
            Assert.Equal(pair.Value.GetDouble(), matcher.NormalisedDistance(other), 1e-15);
        }
    }

    [Fact]
    public void Are_those_of_the_definition() =>
        Gen.Select(Some.Templates, Some.Templates, Gen.Int[-20, 20], Gen.Double[0, 0.6]).Sample((x, noise, turn, part) =>
        {
            (byte[] Code, byte[] Mask) y = (Turn(x.Code, turn), Turn(x.Mask, turn));
            for (int bit = 0; bit < part * IrisTemplate.Bits; bit++)
            {
                y.Code[bit] ^= noise.Code[bit];
                y.Mask[bit] &= noise.Mask[bit];
            }

            using IrisTemplate probe = IrisTemplate.OfBits(x.Code, x.Mask), other = IrisTemplate.OfBits(y.Code, y.Mask);
            using IrisMatcher matcher = new(probe), back = new(other);
            Assert.Equal(Definition(x, y), matcher.Distance(other));
            Assert.Equal(matcher.Distance(other), back.Distance(probe));
        }, iter: 20);

    [Fact]
    public void Counts_of_half_the_columns_are_those_of_the_definition() =>
        Gen.ULong.Array[MaskedBits.Length].Array[4].Sample(w =>
            Assert.Equal(MaskedBits.CountByDefinition(w[0], w[1], w[2], w[3]), MaskedBits.Count(w[0], w[1], w[2], w[3])));

    [Fact]
    public void Counts_reach_the_greatest_number()
    {
        ulong[] ones = [.. Enumerable.Repeat(ulong.MaxValue, MaskedBits.Length)], zeros = new ulong[MaskedBits.Length];
        Assert.Equal(new BitCounts(IrisTemplate.Bits / 2, IrisTemplate.Bits / 2), MaskedBits.Count(ones, ones, zeros, ones));
        Assert.Equal(default, MaskedBits.Count(ones, ones, zeros, zeros));
    }

    [Fact]
    public void Is_one_where_nothing_is_valid_in_both()
    {
        using IrisTemplate template = Some.Template(2), empty = IrisTemplate.OfBits(new byte[IrisTemplate.Bits], new byte[IrisTemplate.Bits]);
        using var matcher = new IrisMatcher(template);
        Assert.Equal(1, matcher.Distance(empty));
        Assert.Equal(1, matcher.NormalisedDistance(empty));
        Assert.False(new MatchRule(1000, 1).Matches(matcher, empty));
    }

    [Fact]
    public void The_rule_is_the_threshold_on_the_least_distance()
    {
        using IrisTemplate probe = Read("a_template.json", 0), other = Read("upstream_matcher_template.json", 0);
        using var matcher = new IrisMatcher(probe);
        int perMille = (int)Math.Ceiling(1000 * matcher.Distance(other));
        Assert.True(new MatchRule(perMille).Matches(matcher, other));
        Assert.False(new MatchRule(perMille - 1).Matches(matcher, other));
        Assert.False(new MatchRule(perMille, IrisTemplate.Bits).Matches(matcher, other));
    }

    private static IrisTemplate Read(string file, int turn)
    {
        using IrisTemplate template = Some.Read(File.ReadAllBytes(SharedData.Require("vectors", "iris", file)));
        byte[] code = [.. Enumerable.Range(0, IrisTemplate.Bits).Select(bit => (byte)template.Code(bit))];
        byte[] mask = [.. Enumerable.Range(0, IrisTemplate.Bits).Select(bit => (byte)template.Mask(bit))];
        return IrisTemplate.OfBits(Turn(code, turn), Turn(mask, turn));
    }

    /// <summary>Columns moved to the right.</summary>
    private static byte[] Turn(byte[] bits, int turn) => [.. Enumerable.Range(0, bits.Length).Select(bit => bits[Moved(bit, -turn)])];

    private static int Moved(int bit, int turn)
    {
        int row = bit / 1024, column = (bit / 4 + turn + 256) % 256;
        return row * 1024 + column * 4 + bit % 4;
    }

    private static double Definition((byte[] Code, byte[] Mask) x, (byte[] Code, byte[] Mask) y)
    {
        double least = 1;
        for (int turn = -15; turn <= 15; turn++)
        {
            int valid = 0, differing = 0;
            for (int bit = 0; bit < IrisTemplate.Bits; bit++)
            {
                int moved = Moved(bit, turn), both = x.Mask[moved] & y.Mask[bit];
                valid += both;
                differing += both & (x.Code[moved] ^ y.Code[bit]);
            }

            least = valid == 0 ? least : Math.Min(least, (double)differing / valid);
        }

        return least;
    }
}
