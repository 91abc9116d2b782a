using System.Text.Json;
using CsCheck;
using Zkml.Matching.Templates;

namespace Zkml.Matching.Tests.Templates;

internal static class Some
{
    /// <summary>Code and mask, one byte for each bit.</summary>
    public static Gen<(byte[] Code, byte[] Mask)> Templates { get; } = Gen.Int.Select(Bits);

    public static IrisTemplate Template(int seed)
    {
        (byte[] code, byte[] mask) = Bits(seed);
        return IrisTemplate.OfBits(code, mask);
    }

    /// <summary>Seeds of 0 modulo 5 have empty masks in half of the columns, so that edge cases come up.</summary>
    public static (byte[] Code, byte[] Mask) Bits(int seed)
    {
        var random = new Random(seed);
        double valid = random.NextDouble();
        byte[] code = new byte[IrisTemplate.Bits], mask = new byte[IrisTemplate.Bits];
        for (int bit = 0; bit < code.Length; bit++)
        {
            bool hidden = seed % 5 == 0 && bit / 4 % IrisTemplate.Columns is > 112 and < 240;
            (code[bit], mask[bit]) = ((byte)random.Next(2), hidden || random.NextDouble() > valid ? (byte)0 : (byte)1);
        }

        return (code, mask);
    }

    public static IrisTemplate Read(byte[] json)
    {
        Assert.True(IrisTemplateJson.TryRead(json, out IrisTemplate? template, out string problem), problem);
        return template;
    }

    /// <summary>What open-iris made of a synthetic capture: row, column and part for each filter.</summary>
    public static IrisTemplate Synthetic(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("images", "iris", "synthetic", $"{name}.json")));
        JsonElement[] filters = [.. document.RootElement.GetProperty("codes").EnumerateArray()];
        return IrisTemplate.OfBits(Join("bits_hex"), Join("mask_hex"));

        byte[] Join(string kind)
        {
            byte[][] packed = [.. filters.Select(filter => Convert.FromHexString(filter.GetProperty(kind).GetString()!))];
            return [.. from bit in Enumerable.Range(0, IrisTemplate.Bits)
                       let place = bit / 4 * 2 + bit % 2
                       select (byte)(packed[bit / 2 % 2][place / 8] >> (7 - place % 8) & 1)];
        }
    }
}
