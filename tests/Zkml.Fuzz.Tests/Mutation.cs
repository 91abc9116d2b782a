namespace Zkml.Fuzz.Tests;

public sealed class Mutation
{
    private static readonly byte[][] Seeds = [[1, 2, 3, 4, 5, 6, 7, 8]];

    [Fact]
    public void The_loop_finds_a_planted_fault_and_keeps_its_input()
    {
        Finding? finding = MutationLoop.Run(new ThrowsWhenShort(), TimeSpan.FromMinutes(1), seed: 1);

        Assert.NotNull(finding);
        Assert.True(finding.Input.Length < 6);
    }

    [Fact]
    public void One_seed_gives_one_sequence_of_inputs()
    {
        Mutator one = new(7), same = new(7);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(one.Mutate(Seeds), same.Mutate(Seeds)));
    }

    [Fact]
    public void Seeds_are_not_changed()
    {
        var mutator = new Mutator(3);
        for (int i = 0; i < 1000; i++)
        {
            mutator.Mutate(Seeds);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Seeds[0]);
    }

    [Fact]
    public void Without_seeds_inputs_grow_from_nothing() =>
        Assert.All(Enumerable.Range(0, 1000), i => Assert.NotNull(new Mutator((ulong)i).Mutate([])));

    private sealed class ThrowsWhenShort : IFuzzTarget
    {
        public string Name => "short";

        public IReadOnlyList<byte[]> Seeds => Mutation.Seeds;

        public void Run(ReadOnlySpan<byte> input) => ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, 6);
    }
}
