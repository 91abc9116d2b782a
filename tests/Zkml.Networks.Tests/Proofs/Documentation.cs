using System.Text.RegularExpressions;
using Zkml.Onnx;

namespace Zkml.Networks.Tests.Proofs;

public sealed partial class Documentation
{
    [Fact]
    public void Lists_the_operators_that_are_read()
    {
        string text = File.ReadAllText(Path.Combine(SharedData.Checkout, "docs", "models.md"));
        string section = text.Split("## Operators", 2)[1].TrimStart().Split("\n\n", 2)[0];
        string[] listed = [.. Remark().Replace(section, "").TrimEnd('.').Split(',').Select(o => o.Trim())];

        Assert.Equal(OnnxImporter.Operators.Order(), listed.Order());
    }

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Remark();
}
