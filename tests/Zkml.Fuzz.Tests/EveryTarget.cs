namespace Zkml.Fuzz.Tests;

/// <summary>A short run of every target, so that a decoder that throws on simple changes is found at once. Longer runs: the program itself.</summary>
public sealed class EveryTarget
{
    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Survives_two_seconds_of_mutation(string name)
    {
        IFuzzTarget target = FuzzTargets.All.Single(t => t.Name == name);
        Assert.All(target.Seeds, seed => target.Run(seed));

        Assert.Null(MutationLoop.Run(target, TimeSpan.FromSeconds(2), seed: 1));
    }
}
