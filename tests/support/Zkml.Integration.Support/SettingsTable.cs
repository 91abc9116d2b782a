using System.Globalization;
using System.Reflection;

namespace Zkml.Integration.Support;

/// <summary>The tables of settings in docs/operations.md, held against the options that services bind.</summary>
public static class SettingsTable
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md"));

    public static TheoryData<string> SettingsOf<TOptions>() => [.. typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)];

    /// <summary>The setting has a line of its own, which shows the default of the code if that is a number, a time, or yes or no.</summary>
    public static void Check<TOptions>(string section, string setting)
        where TOptions : new()
    {
        string line = Lines.Single(line => line.StartsWith($"| `{section}:{setting}", StringComparison.Ordinal));
        object? value = typeof(TOptions).GetProperty(setting)!.GetValue(new TOptions());
        if (value is ValueType and not Enum)
        {
            Assert.Contains($"`{(value is bool yes ? (yes ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture))}`", line, StringComparison.Ordinal);
        }
    }
}
