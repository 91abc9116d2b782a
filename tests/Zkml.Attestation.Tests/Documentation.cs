
namespace Zkml.Attestation.Tests;

public sealed class Documentation
{
    public static TheoryData<string> Settings => SettingsTable.SettingsOf<AttestationOptions>();

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_stands_in_operations_with_its_default(string setting) => SettingsTable.Check<AttestationOptions>(AttestationOptions.Section, setting);
}
