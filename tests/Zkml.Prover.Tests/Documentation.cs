using Zkml.FaceModels;
using Zkml.Integration.Support;

namespace Zkml.Prover.Tests;

public sealed class Documentation
{
    public static TheoryData<string> Models => SettingsTable.SettingsOf<ModelOptions>();

    public static TheoryData<string> Settings => SettingsTable.SettingsOf<ProverOptions>();

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_stands_in_operations_with_its_default(string setting) => SettingsTable.Check<ProverOptions>(ProverOptions.Section, setting);

    [Theory]
    [MemberData(nameof(Models))]
    public void So_does_every_setting_of_the_models_of_faces(string setting) => SettingsTable.Check<ModelOptions>(ModelOptions.Section, setting);
}
