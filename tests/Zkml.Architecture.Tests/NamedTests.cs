using System.Text.RegularExpressions;

namespace Zkml.Architecture.Tests;

/// <summary>The table of findings in docs/protocol.md answers each with tests by name: a test that was renamed or deleted answers nothing.</summary>
public sealed partial class NamedTests
{
    [Fact]
    public void Of_the_table_of_findings_exist()
    {
        string[] named = [.. TableRows().SelectMany(row => Code().Matches(row.Split('|')[^2])).Select(m => m.Groups[1].Value.Split('.')[^1])];
        HashSet<string> declared =
            [.. Repository.Files("*.cs", "tests").SelectMany(f => Declaration().Matches(File.ReadAllText(Repository.Absolute(f)))).Select(m => m.Groups[1].Value)];

        Assert.True(named.Length > 60);
        Assert.Empty(named.Except(declared));
    }

    private static IEnumerable<string> TableRows() => File.ReadLines(Repository.Absolute("docs/protocol.md"))
        .SkipWhile(line => !line.StartsWith("## 14.", StringComparison.Ordinal)).Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith('|'));

    [GeneratedRegex("`([A-Za-z0-9_.]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(?:void|Task|class) (\w+)")]
    private static partial Regex Declaration();
}
