using Microsoft.Extensions.Options;
using Zkml.Attestation.Uniqueness;
using Zkml.Hosting.Operations;
using Zkml.Hosting.Storage;

namespace Zkml.Attestation.Tests;

public sealed class MatchersKeys
{
    [Fact]
    public void Are_made_for_the_demo_and_fit_together()
    {
        using var folder = new TemporaryFolder();
        MatcherKeys[] made = Read(folder), again = Read(folder);

        Assert.Equal(3, made.Length);
        Assert.All(Enumerable.Range(0, 3), store => Assert.Equal(made[store].Next, made[(store + 1) % 3].Own));
        Assert.All(Enumerable.Range(0, 3), store => Assert.Equal(made[store].Seal, again[store].Seal));
        Assert.Throws<OptionsValidationException>(() => MatcherKeys.ReadAll(new AttestationOptions(), new StorageOptions { Folder = folder.Path + "x" }, new ProfileOptions()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void That_do_not_fit_together_are_refused(int store)
    {
        using var folder = new TemporaryFolder();
        _ = Read(folder);
        string file = folder.File($"matcher{store}.key");
        string[] lines = File.ReadAllLines(file);
        File.WriteAllLines(file, [lines[0], lines[1], lines[0]]);
        Assert.Throws<OptionsValidationException>(() => Read(folder));
        File.WriteAllLines(file, [lines[0], lines[1]]);
        Assert.Throws<OptionsValidationException>(() => Read(folder));
        File.WriteAllLines(file, [lines[0], lines[1], lines[2][..^1] + "g"]);
        Assert.Throws<OptionsValidationException>(() => Read(folder));
    }

    private static MatcherKeys[] Read(TemporaryFolder folder) =>
        MatcherKeys.ReadAll(new AttestationOptions(), new StorageOptions { Folder = folder.Path }, new ProfileOptions { Profile = Profile.Demo });
}
