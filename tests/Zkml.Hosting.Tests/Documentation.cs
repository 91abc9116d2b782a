using System.Reflection;
using Zkml.Hosting.Bus;
using Zkml.Hosting.Objects;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Security;
using Zkml.Hosting.Storage;
using Zkml.Hosting.Vault;

namespace Zkml.Hosting.Tests;

public sealed class Documentation
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

    public static TheoryData<string, Type> Sections => new()
    {
        { StorageOptions.Section, typeof(StorageOptions) },
        { BusOptions.Section, typeof(BusOptions) },
        { ObjectOptions.Section, typeof(ObjectOptions) },
        { VaultOptions.Section, typeof(VaultOptions) },
        { CallerOptions.Section, typeof(CallerOptions) },
        { LimitOptions.Section, typeof(LimitOptions) },
        { MetricsOptions.Section, typeof(MetricsOptions) },
        { ProfileOptions.Section, typeof(ProfileOptions) },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_setting_stands_in_the_table_of_operations(string section, Type options)
    {
        Assert.All(Settings(options), property => Assert.Contains($"`{section}:{property.Name}", Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_defaults_in_the_table_are_those_of_the_code(string section, Type options)
    {
        object defaults = Activator.CreateInstance(options)!;
        foreach (PropertyInfo property in Settings(options).Where(property => property.PropertyType.IsValueType))
        {
            string line = Text.Split('\n').Single(line => line.StartsWith('|') && line.Contains($"`{section}:{property.Name}`", StringComparison.Ordinal));
            Assert.Contains($"`{Written(property.GetValue(defaults)!)}`", line, StringComparison.Ordinal);
        }
    }

    private static PropertyInfo[] Settings(Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string Written(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan { Milliseconds: not 0 } span => span.ToString(@"hh\:mm\:ss\.fff"),
        _ => $"{value}",
    };
}
