using System.Security.Cryptography;
using Zkml.Models.Iris;
using Zkml.Onnx.Iris;

namespace Zkml.Runtime.Tests;

public sealed class ModelFiles
{
    public static TheoryData<int, MaskRule> All => [.. from width in (int[])[512, 1024] from rule in Enum.GetValues<MaskRule>() select (width, rule)];

    /// <summary>After a wanted change of the model: the new file lies beside the tests, and the new id is in the message.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Are_what_the_formula_gives_and_the_id_is_their_digest(int width, MaskRule rule)
    {
        byte[] made = IrisModelFile.Bytes(width, rule);
        File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, IrisModel.FileName(width, rule)), made);
        Assert.Equal(IrisModel.Id(width, rule), Convert.ToHexStringLower(SHA256.HashData(made)));
        Assert.Equal(made, IrisModel.File(width, rule));
    }

    [Fact]
    public void Of_other_widths_are_not_made() => Assert.Throws<ArgumentOutOfRangeException>(() => IrisModelFile.Bytes(256, MaskRule.Simple));
}
