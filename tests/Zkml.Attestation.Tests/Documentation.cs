using System.Globalization;
using System.Reflection;
using Zkml.Integration.Support;

namespace Zkml.Attestation.Tests;

public sealed class Documentation
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md"));

    public static TheoryData<string> Settings => [.. typeof(AttestationOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_stands_in_operations_with_its_default(string setting)
    {
        string line = Lines.Single(line => line.StartsWith($"| `Attestation:{setting}", StringComparison.Ordinal));
        object? value = typeof(AttestationOptions).GetProperty(setting)!.GetValue(new AttestationOptions());
        if (value is ValueType and not Enum)
        {
            Assert.Contains($"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`", line, StringComparison.Ordinal);
        }
    }
}
