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
}
