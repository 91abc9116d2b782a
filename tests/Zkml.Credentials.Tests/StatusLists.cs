using System.Text.Json;
using CsCheck;
using Zkml.Credentials.Json;
using Zkml.Credentials.Status;

namespace Zkml.Credentials.Tests;

public sealed class StatusLists
{
    /// <summary>The examples of the Token Status List draft, section 4.1: entries, packed bytes, and what the text shows compressed.</summary>
    public static TheoryData<int, int[], string, string> Examples => new()
    {
        { 1, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1], "b9a3", "78dadbb918000217015d" },
        { 2, [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3], "c944f9", "78da3be9f2130003df0207" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_examples_of_the_draft_are_packed_and_read(int bits, int[] entries, string packed, string compressed)
    {
        var list = new StatusList(bits, entries.Length);
        for (int index = 0; index < entries.Length; index++)
        {
            list[index] = entries[index];
        }

        Assert.Equal(packed, Convert.ToHexStringLower(list.ToPacked()));
        Assert.True(ZlibText.TryExpand(Base64UrlText.Encode(Convert.FromHexString(compressed)), 100, out byte[]? expanded));
        Assert.Equal(list.ToPacked(), expanded);
    }

    [Fact]
    public void Entries_do_not_touch_each_other() => Gen.Select(Gen.Int[0, 3].Select(power => 1 << power), Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 255], Gen.Int[0, 255])
        .Sample((bits, first, second, one, two) =>
        {
            var list = new StatusList(bits, 1000);
            int mask = (1 << bits) - 1;
            list[first] = mask;
            list[first] = one & mask;
            list[second] = two & mask;
            return list[second] == (two & mask) && (first == second || list[first] == (one & mask))
                && Enumerable.Range(0, list.Count).All(index => index == first || index == second || list[index] == 0);
        });

    [Fact]
    public void A_list_of_a_million_entries_comes_back_out_of_its_token()
    {
        var list = new StatusList(1, 1 << 20);
        foreach (int index in (int[])[0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345])
        {
            list[index] = 1;
        }

        byte[] json = JsonText.Write(list.WriteTo);
        Assert.Equal(JsonFault.None, StrictJson.Read(json, out JsonElement element));
        Assert.True(StatusList.TryRead(element, out StatusList? read));
        Assert.Equal(list.ToPacked(), read.ToPacked());
        Assert.True(json.Length < 400, $"{json.Length} bytes");
    }

    [Fact]
    public void Kept_bytes_make_the_same_list()
    {
        var list = new StatusList(2, 8) { [5] = 2 };

        Assert.Equal(2, StatusList.FromPacked(2, list.ToPacked())[5]);
    }

    [Fact]
    public void Sizes_values_and_indices_outside_the_list_are_an_error()
    {
        var list = new StatusList(2, 8);

        Assert.Throws<ArgumentOutOfRangeException>(() => new StatusList(3, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StatusList(1, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StatusList(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StatusList(8, StatusList.MaximumBytes + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => list[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[0] = 4);
    }

    [Theory]
    [InlineData("", 1u)]
    [InlineData("Wikipedia", 0x11E60398u)]
    public void The_checksum_is_Adler_32(string text, uint expected) => Assert.Equal(expected, Adler32.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Compressed_bytes_come_back_whole() => Gen.Byte.Array[1, 20_000].Sample(data =>
        ZlibText.TryExpand(ZlibText.Compress(data), data.Length, out byte[]? back) && data.AsSpan().SequenceEqual(back)
        && !ZlibText.TryExpand(ZlibText.Compress(data), data.Length - 1, out _), iter: 100);
}
