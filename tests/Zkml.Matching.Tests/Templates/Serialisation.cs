using System.Text;
using CsCheck;
using Zkml.Matching.Templates;

namespace Zkml.Matching.Tests.Templates;

public sealed class Serialisation
{
    public static TheoryData<string> Published => ["a_template.json", "upstream_expected_orb_template.json", "upstream_matcher_template.json"];

    [Theory]
    [MemberData(nameof(Published))]
    public void Files_of_open_iris_come_back_byte_for_byte(string file)
    {
        byte[] json = File.ReadAllBytes(SharedData.Require("vectors", "iris", file));
        using IrisTemplate template = Some.Read(json);
        Assert.Equal(json, IrisTemplateJson.Write(template));
    }

    [Fact]
    public void Bits_stand_in_the_published_order()
    {
        using IrisTemplate template = Some.Read(File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_template.json")));
        byte[] code = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_code.u8")), mask = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_mask_code.u8"));
        for (int bit = 0; bit < IrisTemplate.Bits; bit++)
        {
            // The vectors are filter, part, row, column.
            int place = bit % 4 * IrisTemplate.Rows * IrisTemplate.Columns + bit / 4;
            Assert.Equal(code[place], template.Code(bit));
            Assert.Equal(mask[place], template.Mask(bit));
        }
    }

    [Fact]
    public void Bits_come_back_from_a_template_and_from_its_text() =>
        Some.Templates.Sample((code, mask) =>
        {
            using IrisTemplate template = IrisTemplate.OfBits(code, mask);
            using IrisTemplate again = Some.Read(IrisTemplateJson.Write(template));
            foreach (IrisTemplate same in (IrisTemplate[])[template, again])
            {
                Assert.Equal(code, Enumerable.Range(0, IrisTemplate.Bits).Select(bit => (byte)same.Code(bit)));
                Assert.Equal(mask, Enumerable.Range(0, IrisTemplate.Bits).Select(bit => (byte)same.Mask(bit)));
            }
        }, iter: 10);

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "object")]
    [InlineData("{}", "object")]
    [InlineData("{C,M}", "object")]
    [InlineData("{C,C,V}", "object")]
    [InlineData("{C,M,V,V}", "object")]
    [InlineData("{C,M,V,\"more\":\"\"}", "object")]
    [InlineData("{C,M,\"iris_code_version\":1}", "object")]
    [InlineData("{C,\"mask_codes\":[\"\"],V}", "object")]
    [InlineData("{C,M,\"iris_code_version\":\"v0.2\"}", "v0.1")]
    [InlineData("{C,\"mask_codes\":\"\",V}", "2048")]
    [InlineData("{C,M,V}{}", "JSON")]
    [InlineData("{C,M,V,}", "JSON")]
    [InlineData("{C,M,V}/**/", "JSON")]
    [InlineData("{C,M,V", "JSON")]
    public void Other_texts_are_refused_in_one_sentence(string pattern, string word)
    {
        Assert.False(IrisTemplateJson.TryRead(Fill(pattern), out IrisTemplate? template, out string problem));
        Assert.Null(template);
        Assert.Contains(word, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_and_white_space_are_free_but_the_encoding_is_not()
    {
        Some.Read(Fill(" { M , V ,\nC } \n")).Dispose();
        string good = Encoding.UTF8.GetString(Fill("{C,M,V}"));
        foreach (string bad in (string[])[good.Replace("AA=", "AB="), good.Replace("AA=", "A =", StringComparison.Ordinal), good.Replace("AA=", "\\u0041A=", StringComparison.Ordinal), good + new string(' ', 9000)])
        {
            Assert.NotEqual(good, bad);
            Assert.False(IrisTemplateJson.TryRead(Encoding.UTF8.GetBytes(bad), out _, out _));
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_another_template()
    {
        byte[] json = Fill("{C,M,V}");
        Gen.Select(Gen.Int[0, json.Length - 1], Gen.Byte).Sample((place, value) =>
        {
            byte[] changed = [.. json];
            changed[place] = value;
            if (IrisTemplateJson.TryRead(changed, out IrisTemplate? template, out _))
            {
                Assert.Equal(changed.AsSpan().SequenceEqual(json), IrisTemplateJson.Write(template).AsSpan().SequenceEqual(IrisTemplateJson.Write(Some.Read(json))));
            }
        });
    }

    [Fact]
    public void A_template_shows_nothing_and_zeroes_itself()
    {
        IrisTemplate template = Some.Template(1);
        Assert.Equal("IrisTemplate", template.ToString());
        template.Dispose();
        Assert.Equal(Fill("{C,M,V}"), Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(IrisTemplateJson.Write(template)).Replace(" ", "", StringComparison.Ordinal)));
    }

    private static byte[] Fill(string pattern)
    {
        string zeros = new string('A', 2731) + "=";
        return Encoding.UTF8.GetBytes(pattern
            .Replace("C", $"\"iris_codes\":\"{zeros}\"", StringComparison.Ordinal)
            .Replace("M", $"\"mask_codes\":\"{zeros}\"", StringComparison.Ordinal)
            .Replace("V", "\"iris_code_version\":\"v0.1\"", StringComparison.Ordinal));
    }
}
