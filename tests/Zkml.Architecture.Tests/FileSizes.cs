namespace Zkml.Architecture.Tests;

/// <summary>A file holds one idea. Aim under 300 lines; this is the ceiling.</summary>
public sealed class FileSizes
{
    private const int Ceiling = 400;

    /// <summary>Constant tables, which no one reads line by line.</summary>
    private static readonly string[] ConstantTables = ["*Constants.cs", "*.Tables.cs"];

    [Fact]
    public void No_source_file_is_longer_than_the_ceiling()
    {
        string[] tooLong =
        [
            .. from file in Repository.Files("*.cs", "proofs", "models", "statements", "devices", "contracts", "services", "tools", "tests", "fuzz")
               where !ConstantTables.Any(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(file)))
               let lines = File.ReadLines(Repository.Absolute(file)).Count()
               where lines > Ceiling
               select $"{file}: {lines} lines",
        ];

        Assert.Empty(tooLong);
    }
}
