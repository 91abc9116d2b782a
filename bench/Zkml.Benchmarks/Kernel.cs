namespace Zkml.Benchmarks;

/// <summary>One call of a kernel on fixed data.</summary>
/// <param name="Elements">Elements worked on per call, for time per element.</param>
public sealed record Kernel(string Name, int Elements, Action Run)
{
    public override string ToString() => Name;
}
