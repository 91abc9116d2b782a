using System.Reflection;

namespace Zkml.Credentials.Tests;

public sealed class Documentation
{
    [Fact]
    public void Every_reason_claim_and_check_is_documented()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "credentials.md"));
        IEnumerable<string> words = (from field in typeof(Reasons).GetFields(BindingFlags.Public | BindingFlags.Static) select (string)field.GetRawConstantValue()!)
            .Concat(ClaimNames.All)
            .Concat(SampleBundles.Verify(SampleBundles.Good).Checks.Select(check => check.Name));

        Assert.DoesNotContain(words, word => !text.Contains($"`{word}`", StringComparison.Ordinal));
    }
}
